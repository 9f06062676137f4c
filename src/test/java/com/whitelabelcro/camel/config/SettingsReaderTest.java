package com.whitelabelcro.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid keys, base URLs and other settings (rows 56 and 57 of the list of faults). */
@Fast
class SettingsReaderTest {

    private static final String KEY = "wlcro_1_c2VjcmV0-_";

    private static Settings read(String property, String value) {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.api-key", KEY));
        all.put(property, value);
        return SettingsReader.read(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, " " + KEY + " ", KEY + "\n", "\"" + KEY + "\"", "'" + KEY + "'", "\uFEFF" + KEY})
    void spacesAndQuotesAroundAKeyAreRemoved(String pasted) {
        assertThat(read("wlcro.api-key", pasted).keys().key("default")).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wlcro_1_a b", "wlcro_1_a\nb", "wlcro_1_\u00e9", "wlcro_", "wlcro_live_", "\"\""})
    void anInvalidKeyIsRefusedWithoutBeingShown(String pasted) {
        assertThatThrownBy(() -> read("wlcro.api-key", pasted)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("wlcro.api-key ").hasMessageNotContaining("1_a");
    }

    @Test
    void aKeyOfAnotherVendorIsLeftToTheApi() {
        assertThat(read("wlcro.api-key", "sk_live_1").keys().key("default")).isEqualTo("sk_live_1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.whitelabelcro.com, https://",
        "https://evil#@api.whitelabelcro.com, host and port",
        "https://user:pass@api.whitelabelcro.com, user name",
        "https://api.whitelabelcro.com/api/v1, path",
        "https://api.whitelabelcro.com?x=1, host and port",
        "https://xn--/, host",
        "https://\u0430pi.whitelabelcro.com, no host",
        "https://api.whitelabelcro.com:0, port",
        "https://api.whitelabelcro.com:70000, port",
        "file:///etc/passwd, https://",
        "api.whitelabelcro.com, https://",
        "https://, not a URL",
        "http://127.0.0.1.evil.example, https://",
        "http://localhost.evil.example, https://"
    })
    void aBaseUrlIsHttpsToOneHost(String url, String why) {
        assertThatThrownBy(() -> read("wlcro.base-url", url)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("wlcro.base-url ").hasMessageContaining(why).hasMessageNotContaining("pass@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "https://api.example.com/", "https://API.example.com:8443",
        "http://localhost:8089", "http://127.0.0.1", "http://[::1]:80"})
    void aValidBaseUrlIsAccepted(String url) {
        assertThat(read("wlcro.base-url", url).connection("default")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://API.Example.COM, https://api.example.com", "HTTPS://api.example.com/, https://api.example.com",
        "https://api.example.com:443, https://api.example.com", "https://api.example.com.:443/, https://api.example.com",
        "https://api.example.com:0443, https://api.example.com", "https://api.example.com:80, https://api.example.com:80",
        "http://LocalHost:80/, http://localhost", "http://localhost.:8089, http://localhost:8089",
        "http://127.0.0.1:443, http://127.0.0.1:443", "http://[::1]:80, http://[::1]"
    })
    void aBaseUrlHasOneSpelling(String written, String one) {
        assertThat(read("wlcro.base-url", written).connection("default").orElseThrow().baseUrl()).hasToString(one);
    }

    @ParameterizedTest
    @CsvSource({
        "wlcro_live_92_c2VjcmV0, 92", "wlcro_92_c2VjcmV0, 92", "wlcro_live_092_x, 92", "wlcro_live_92__-_x_, 92",
        "wlcro_live_x92_y, ''", "wlcro_live_92, ''", "wlcro_live_92_, ''", "wlcro_test_92_y, ''", "sk_92_y, ''",
        "wlcro_live_9999999999999999999_y, ''", "wlcro_0_y, 0"
    })
    void aKeyOfADocumentedFormNamesItsCompany(String key, String company) {
        assertThat(CompanyId.ofKey(key).map(CompanyId::id).orElse("")).isEqualTo(company);
    }

    @Test
    void aCompanyIsConfiguredForOneConnectionAndMustNotContradictItsKey() {
        Settings settings = SettingsReader.read(Map.of("wlcro.api-key", "opaque", "wlcro.company", "092",
                "wlcro.connections.acme.api-key", "wlcro_93_x", "wlcro.connections.beta.api-key", "wlcro_94_x",
                "wlcro.connections.beta.company", "94"));
        assertThat(settings.connection("default").orElseThrow().company()).contains(new CompanyId("92"));
        assertThat(settings.connection("acme").orElseThrow().company()).as("wlcro.company belongs to the default connection").isEmpty();
        assertThat(settings.connection("beta").orElseThrow().company()).contains(new CompanyId("94"));

        assertThatThrownBy(() -> read("wlcro.company", "2")).isInstanceOf(ConfigurationException.class)
                .hasMessage("wlcro.company is 2, and the key is one of company 1; take the property out, or set that company's key");
        assertThatThrownBy(() -> read("wlcro.company", KEY)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("wlcro.company must be ").hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> SettingsReader.read(Map.of("wlcro.connections.acme.api-key", KEY, "wlcro.company", "92")))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("wlcro.connections.NAME.company");
    }

    @ParameterizedTest
    @CsvSource({
        "wlcro.limit, 0", "wlcro.limit, many", "wlcro.limit, 1.5", "wlcro.period, 0s", "wlcro.period, soon",
        "wlcro.timeout, -1s", "wlcro.suspend, 25h", "wlcro.retry.max-attempts, 0", "wlcro.retry.deadline, 15x",
        "wlcro.unknown-fields, maybe", "wlcro.empty-external-ids, drop"
    })
    void aWrongValueIsReportedWithItsProperty(String property, String value) {
        assertThatThrownBy(() -> read(property, value)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(property + " must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wlcro.period", "wlcro.timeout", "wlcro.suspend", "wlcro.retry.deadline",
        "wlcro.ledger.retention", "wlcro.idempotency.window"})
    void aDurationWithoutAUnitIsRefusedWithASuggestion(String property) {
        assertThatThrownBy(() -> read(property, "60")).isInstanceOf(ConfigurationException.class)
                .hasMessage(property + ": 60 has no unit; write 60s or 60ms");
    }

    @Test
    void anExternalIdMadeOfAMissingValueIsRefusedUnlessTheSettingsAllowIt() {
        assertThat(read("wlcro.limit", "100").emptyExternalIds()).isEqualTo(EmptyExternalIds.REJECT);
        assertThat(read("wlcro.empty-external-ids", "Pass").emptyExternalIds()).isEqualTo(EmptyExternalIds.PASS);
        assertThat(SettingsReader.fromEnvironment(Map.of("WLCRO_EMPTY_EXTERNAL_IDS", "pass")))
                .containsEntry("wlcro.empty-external-ids", "pass");
        assertThatThrownBy(() -> read("wlcro.empty-external-ids", "drop"))
                .hasMessage("wlcro.empty-external-ids must be reject or pass, and is drop");
        assertThatThrownBy(() -> read("wlcro.unknown-fields", "maybe"))
                .hasMessage("wlcro.unknown-fields must be reject, drop or pass, and is maybe");
    }

    @Test
    void aKeyUnderTheWrongNameIsNotShown() {
        assertThatThrownBy(() -> read("wlcro.limit", KEY)).hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> read("wlcro.api_key", KEY)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("wlcro.api_key").hasMessageContaining("wlcro.api-key")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void aMissingKeyIsReportedWithWhatToDo() {
        assertThatThrownBy(() -> SettingsReader.read(Map.of())).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("WLCRO_API_KEY").hasMessageContaining("wlcro.api-key");
    }

    @Test
    void theLedgerIsAFileUntilTheSettingsSayOtherwise() {
        assertThat(read("wlcro.api-key", KEY).ledger()).isEqualTo(LedgerConfig.defaults());
        LedgerConfig ledger = SettingsReader.read(Map.of("wlcro.api-key", KEY,
                "wlcro.ledger.url", "jdbc:postgresql://db/crm", "wlcro.ledger.user", "u", "wlcro.ledger.password", "p",
                "wlcro.ledger.secret-key", "0123456789abcdef", "wlcro.ledger.retention", "90d",
                "wlcro.idempotency.window", "36h")).ledger();
        assertThat(ledger).isEqualTo(LedgerConfig.defaults().withUrl("jdbc:postgresql://db/crm").withLogin("u", "p")
                .withSecretKey("0123456789abcdef")
                .withTimes(Duration.ofHours(36), Duration.ofDays(90), LedgerConfig.defaults().lease()));
        assertThatThrownBy(() -> read("wlcro.ledger.retention", "forever"))
                .hasMessage("wlcro.ledger.retention must be a time such as 500ms, 60s or 15m, at most 3650d, and is forever");
    }

    @Test
    void aMisspelledEnvironmentVariableIsReported() {
        Map<String, String> environment = Map.of("WLCRO_API_KEY", "", "WLCRO_LIMIT", "", "WLCRO_CONNECTIONS_ACME_API_KEY", "");
        assertThat(List.of("wlcro.api.key", "wlcro.connections.acme.api.key"))
                .allMatch(each -> SettingsReader.isMadeOf(environment, each));
        assertThat(List.of("wlcro.api-key", "wlcro.limit", "wlcro.base.url"))
                .noneMatch(each -> SettingsReader.isMadeOf(environment, each));
    }
}
