package com.whitelabelcro.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Valid and invalid tokens of the gateway. */
@Fast
class GatewayConfigTest {

    private static final String WEB = "wlcro.gateway.tokens.web.";
    private static final String SECRET = "0123456789abcdefghij";

    private static GatewayConfig read(String... pairs) {
        Map<String, String> all = new HashMap<>(Map.of(WEB + "token", SECRET, WEB + "actions", "create-lead"));
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return GatewayConfig.read(all);
    }

    @Test
    void aTokenAllowsOnlyWhatItsPropertiesName() {
        GatewayToken token = read(WEB + "fields", "first_name, email", WEB + "set.affiliate_id", "7").tokens().get("web");
        assertThat(token.allows("create-lead")).isTrue();
        assertThat(token.allows("update-lead")).isFalse();
        assertThat(token.allowsField("email")).isTrue();
        assertThat(token.allowsField("phone")).isFalse();
        assertThat(token.allowsField("affiliate_id")).isFalse();
        assertThat(token.connections()).containsExactly("default");
        assertThat(token.toString() + read()).doesNotContain(SECRET);
    }

    @Test
    void aTokenMayBeGivenAsItsHash() {
        assertThat(read(WEB + "token", "", WEB + "sha256", GatewayConfig.sha256(SECRET).toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(read());
    }

    private static GatewayConfig withFile(String... lines) {
        return read(TokensFile.PROPERTY, "/nowhere/tokens.properties")
                .with(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), value -> value.replace("{{shop}}", "shop-" + SECRET));
    }

    @Test
    void aFileAddsTokensToThoseOfTheProperties() {
        GatewayConfig both = withFile("shop.token = {{shop}}", "shop.actions = *", "shop.set.affiliate_id = 7");
        assertThat(both.tokens().keySet()).containsExactlyInAnyOrder("web", "shop");
        assertThat(both.tokens().get("shop").sha256()).isEqualTo(GatewayConfig.sha256("shop-" + SECRET));
        assertThat(both.needsToken()).isTrue();

        GatewayConfig next = withFile("shop.token = another-" + SECRET, "shop.actions = *", "form.token = form-" + SECRET, "form.actions = *");
        assertThat(next.changesSince(both)).isEqualTo(Map.of("shop", "secret changed", "form", "added"));
        assertThat(withFile("shop.token = {{shop}}", "shop.actions = *").changesSince(both)).isEqualTo(Map.of("shop", "settings changed"));
        assertThat(withFile().changesSince(both)).isEqualTo(Map.of("shop", "removed"));
    }

    @Test
    void anUnknownNameInATokenIsReportedAndWithTheFileIfTheTokenIsInTheFile() {
        Map<String, Set<String>> actions = Map.of("create-lead", Set.of("email"));
        GatewayConfig ofFile = withFile("shop.token = {{shop}}", "shop.actions = create-led");
        assertThatThrownBy(() -> ofFile.check(Set.of("default"), actions)).isInstanceOf(ConfigurationException.class).hasMessageStartingWith(
                "The tokens file /nowhere/tokens.properties cannot be used: wlcro.gateway.tokens.shop.actions names the action create-led");

        GatewayConfig ofProperties = withFile("shop.token = {{shop}}", "shop.actions = *");
        assertThatThrownBy(() -> ofProperties.check(Set.of("default"), Map.of("create-led", Set.of())))
                .hasMessageStartingWith("wlcro.gateway.tokens.web.actions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop.tokn=0123456789abcdefghij               | shop.tokn is no property of a token
            0123456789abcdefghij=x                       | not shown
            0123456789abcdefghij                         | not shown
            web.token=0123456789abcdefghij               | web.token is also configured outside of the file
            shop.actions=*                               | Set either
            wlcro.gateway.tokens.shop.actions=*          | without wlcro.gateway.tokens.
            """)
    void aMistakeInTheFileIsReportedInOneLineThatNamesTheFileAndNoSecret(String line, String message) {
        assertThatThrownBy(() -> withFile(line)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The tokens file /nowhere/tokens.properties cannot be used: ")
                .hasMessageContaining(message).hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "token, short, 20 to 200",
        "token, 0123456789abcdefghij/x, 20 to 200",
        "sha256, abc, Set either",
        "actions, '', may do nothing yet",
        "rate, 0, from 1 to",
        "share, 101, from 1 to 100",
        "origins, https://www.example.com/path, without a path",
        "origins, *, without a path",
        "hmac.header, X-Sig, has no effect without",
        "hmac.secret, 0123456789abcdefghi, at least 20 characters",
    })
    void aMistakeIsReportedInOneLineWithoutTheSecret(String property, String value, String message) {
        assertThatThrownBy(() -> read(WEB + property, value)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message).hasMessageNotContaining(SECRET).hasMessageNotContaining("\n");
    }

    @Test
    void twoTokensMustNotHaveTheSameSecret() {
        assertThatThrownBy(() -> read("wlcro.gateway.tokens.other.token", SECRET, "wlcro.gateway.tokens.other.actions", "*"))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("other and web");
    }

    @Test
    void aTokenMayOnlyNameExistingConnectionsAndActions() {
        Map<String, Set<String>> actions = Map.of("create-lead", Set.of("first_name", "email"), "update-lead", Set.of("client_id"));
        read().check(Set.of("default"), actions);
        assertThatThrownBy(() -> read(WEB + "actions", "create-led").check(Set.of("default"), actions))
                .hasMessageContaining("did you mean create-lead");
        assertThatThrownBy(() -> read(WEB + "connections", "acme").check(Set.of("default"), actions))
                .hasMessageContaining("the connection acme, which does not exist");
        assertThatThrownBy(() -> read(WEB + "fields", "frist_name").check(Set.of("default"), actions))
                .hasMessageContaining("did you mean first_name");
        assertThatThrownBy(() -> read(WEB + "set.client_id", "7").check(Set.of("default"), actions))
                .hasMessageContaining("the field client_id");
    }

    @Test
    void aTokenOfAConnectionThatDoesNotExistAnyMoreIsNamedAndTheOthersStay() {
        GatewayConfig both = withFile("shop.token = {{shop}}", "shop.actions = *", "shop.connections = default, acme");
        assertThat(both.withoutConnection(Set.of("default"))).isEqualTo(Map.of("shop", "acme"));
        assertThat(both.withoutConnection(Set.of("default", "acme"))).isEmpty();
    }

    @Test
    void thePropertiesOfATokenAreReadAndATypoIsRefused() {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.api-key", "wlcro_1_x", WEB + "token", SECRET, WEB + "set.zip", "1"));
        SettingsReader.read(all);
        all.put(WEB + "tokn", SECRET);
        assertThatThrownBy(() -> SettingsReader.read(all)).hasMessageContaining("did you mean " + WEB + "token");
    }
}
