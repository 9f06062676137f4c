package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.GatewayUnderTest.Answer;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are added, changed and revoked in their file while the gateway runs. */
class TokensFileTest {

    private static final String FIRST = "first-first-first-first";
    private static final String SECOND = "second-second-second";
    private static final String OTHER = "other-other-other-other";
    private static final String FIXED = "fixed-fixed-fixed-fixed";

    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    @TempDir
    private Path folder;
    private Path file;
    @AutoClose
    private GatewayUnderTest gateway;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("tokens.properties");
        tokens("website", FIRST, "shop", OTHER);
        gateway = new GatewayUnderTest(sandbox, Map.of("wlcro.gateway.tokens-file", file.toString(),
                "wlcro.gateway.tokens.fixed.token", FIXED, "wlcro.gateway.tokens.fixed.actions", "*"));
    }

    private void tokens(String... namesAndSecrets) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < namesAndSecrets.length; i += 2) {
            lines.add(namesAndSecrets[i] + ".token=" + namesAndSecrets[i + 1]);
            lines.add(namesAndSecrets[i] + ".actions=create-lead");
        }
        lines(lines.toArray(String[]::new));
    }

    private void lines(String... lines) throws IOException {
        Files.write(folder.resolve("next"), List.of(lines));
        Files.move(folder.resolve("next"), file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The shop's token names a connection that does not exist, and the website's is revoked in the same edit. */
    @Test
    void aRevocationTakesEffectBesideATokenWhoseConnectionDoesNotExist() throws IOException {
        entry(FIRST);

        lines("shop.token=" + OTHER, "shop.actions=create-lead", "shop.connections=acme");
        await().until(() -> post(FIRST).status() == 401);

        Answer refused = post(OTHER);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(refused.json().path("detail").asText()).isEqualTo("The connection acme of this token does not exist");
        assertThat(post(FIXED).status()).isEqualTo(202);
    }

    private Answer post(String token) throws IOException {
        return gateway.send("POST /actions/create-lead", "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}",
                "Authorization: Bearer " + token, "Content-Type: application/json");
    }

    private String entry(String token) throws IOException {
        Answer accepted = post(token);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return accepted.json().path("entry").asText();
    }

    private int record(String entry, String token) throws IOException {
        return gateway.send("GET /records/" + entry, "", "Authorization: Bearer " + token).status();
    }

    @Test
    void aRevokedTokenIsRefusedANewOneWorksAndRecordsStayWithTheirTokenName() throws IOException {
        String ofWebsite = entry(FIRST);
        String ofShop = entry(OTHER);

        tokens("website", SECOND, "store", OTHER);
        await().until(() -> record(ofWebsite, SECOND) == 200);

        assertThat(post(FIRST).status()).as("revoked").isEqualTo(401);
        assertThat(post(SECOND).json().path("duplicate").asBoolean()).as("the same sender with another secret").isTrue();
        assertThat(record(ofWebsite, OTHER)).isEqualTo(404);
        assertThat(record(ofShop, OTHER)).as("it has another name now").isEqualTo(404);
        assertThat(record(ofShop, SECOND)).isEqualTo(404);
        assertThat(entry(OTHER)).isNotIn(ofShop, ofWebsite);
        assertThat(post(FIXED).status()).as("a token among the properties stays").isEqualTo(202);
    }
}
