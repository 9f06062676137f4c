package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.TokensFile;
import com.whitelabelcro.camel.gateway.Door.Admission;
import com.whitelabelcro.camel.gateway.Door.Admission.Admitted;
import com.whitelabelcro.camel.gateway.Door.Admission.Preflight;
import com.whitelabelcro.camel.gateway.Door.Admission.Refused;
import com.whitelabelcro.camel.tag.Fast;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which HTTP requests are allowed, decided from the head of the request. */
@Fast
class DoorTest {

    private static final String WEB = "web-web-web-web-web-1";
    private static final String CRON = "cron-cron-cron-cron-2";
    private static final String POST = "POST /actions/create-lead";

    private static GatewayConfig config(boolean tokens) {
        Map<String, String> all = new HashMap<>(Map.of(GatewayConfig.ENABLED, "true"));
        if (tokens) {
            all.putAll(Map.of("wlcro.gateway.tokens.web.token", WEB, "wlcro.gateway.tokens.web.actions", "create-lead",
                    "wlcro.gateway.tokens.web.origins", "https://www.example.com",
                    "wlcro.gateway.tokens.cron.sha256", GatewayConfig.sha256(CRON), "wlcro.gateway.tokens.cron.actions", "*"));
        }
        return GatewayConfig.read(all);
    }

    private static Admission admit(boolean tokens, Set<String> names, String line, String... headers) {
        return new Door(true, names, () -> config(tokens), () -> List.of("default")).admit(FakeHead.of(line, headers));
    }

    private static String decide(Admission admission) {
        return admission instanceof Refused refused ? String.valueOf(refused.status())
                : admission instanceof Admitted admitted ? admitted.caller().map(Caller::tag).orElse("scenario") : "preflight";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            127.0.0.1:8080                | local
            localhost                     | local
            LOCALHOST:1                   | local
            [::1]:8080                    | local
            127.8.9.1                     | local
            hooks.example.com             | local
            -                             | local
            evil.example                  | 421
            127.0.0.1.evil.example        | 421
            localhost.evil.example        | 421
            192.168.0.7                   | 421
            hooks.example.com.evil        | 421
            """)
    void aServerOfThisMachineAnswersToItsNamesOnly(String host, String decision) {
        assertThat(decide(admit(false, Set.of("hooks.example.com"), POST, host == null ? "" : "Host: " + host))).isEqualTo(decision);
        String scenario = decision.equals("local") ? "scenario" : decision;
        assertThat(decide(admit(false, Set.of("hooks.example.com"), "POST /leads", host == null ? "" : "Host: " + host)))
                .isEqualTo(scenario);
    }

    @Test
    void allRequestsAreRefusedIfTheTokensFileContainsNoToken() {
        GatewayConfig empty = GatewayConfig.read(Map.of(GatewayConfig.ENABLED, "true", TokensFile.PROPERTY, "tokens.properties"));
        Door door = new Door(true, Set.of(), () -> empty, () -> List.of("default"));
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: 127.0.0.1")))).isEqualTo("401");
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: 127.0.0.1", "Authorization: Bearer " + WEB)))).isEqualTo("401");
        assertThat(decide(door.admit(FakeHead.of("POST /t/" + WEB + "/actions/create-lead", "Host: 127.0.0.1")))).isEqualTo("401");
    }

    @Test
    void aServerOnTheNetworkAcceptsIpAddressesAndItsNamesAsHost() {
        Door door = new Door(false, Set.of("hooks.example.com"), () -> config(true), () -> List.of("default"));
        String token = "Authorization: Bearer " + CRON;
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: 192.168.0.7:8080", token)))).isEqualTo("token:cron");
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: [fe80::1]", token)))).isEqualTo("token:cron");
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: hooks.example.com", token)))).isEqualTo("token:cron");
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: evil.example", token)))).isEqualTo("421");
        assertThat(decide(door.admit(FakeHead.of(POST, "Host: localhost", "Host: evil.example", token)))).isEqualTo("421");
    }

    @ParameterizedTest
    @CsvSource({"Forwarded: for=1.2.3.4", "X-Forwarded-For: 1.2.3.4", "x-forwarded-host: localhost", "X-Real-IP: 1.2.3.4",
            "X-FORWARDED-ANYTHING: x"})
    void aForwardedRequestNeedsATokenOrAPublicHostName(String header) {
        assertThat(decide(admit(false, Set.of(), POST, "Host: localhost", header))).isEqualTo("403");
        assertThat(decide(admit(false, Set.of(), "POST /leads", "Host: localhost", header))).isEqualTo("403");
        assertThat(decide(admit(true, Set.of(), "POST /leads", "Host: localhost", header))).isEqualTo("403");
        assertThat(decide(admit(true, Set.of(), POST, "Host: localhost", header, "Authorization: Bearer " + CRON)))
                .isEqualTo("token:cron");
        assertThat(decide(admit(false, Set.of("a.example"), "POST /leads", "Host: a.example", header))).isEqualTo("scenario");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1:8080                 | local
            http://localhost:8080                 | 403
            http://127.0.0.1:1                    | 403
            https://evil.example                  | 403
            null                                  | 403
            https://a.example                     | local
            https://A.EXAMPLE:8443                | local
            https://a.example.evil.example        | 403
            file://                               | 403
            """)
    void aForeignPageMakesNoLeadWhateverItPosts(String origin, String decision) {
        for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
            String[] headers = {"Host: 127.0.0.1:8080", "Origin: " + origin, "Content-Type: " + type};
            assertThat(decide(admit(false, Set.of("a.example"), POST, headers))).as(type).isEqualTo(decision);
            assertThat(decide(admit(false, Set.of("a.example"), "POST /leads", headers))).as(type)
                    .isEqualTo(decision.equals("local") ? "scenario" : decision);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                | 401
            Bearer web-web-web-web-web-1     | token:web
            bearer   web-web-web-web-web-1   | token:web
            Bearer cron-cron-cron-cron-2     | token:cron
            Bearer web-web-web-web-web-      | 401
            Bearer web-web-web-web-web-12    | 401
            Bearer WEB-web-web-web-web-1     | 401
            Bearer                           | 401
            Basic d2ViOndlYg==               | 401
            web-web-web-web-web-1            | 401
            Bearer web-web-web-web-web-1 x   | 401
            """)
    void aTokenIsExactlyTheOneThatIsConfigured(String authorization, String decision) {
        assertThat(decide(admit(true, Set.of(), POST, "Host: localhost", authorization == null ? "" : "Authorization: " + authorization)))
                .isEqualTo(decision);
    }

    @Test
    void onlyAWrongTokenCountsAsAGuess() {
        assertThat(admit(true, Set.of(), POST, "Host: localhost", "Authorization: Bearer x"))
                .isInstanceOfSatisfying(Refused.class, each -> assertThat(each.guessed()).isTrue());
        assertThat(admit(true, Set.of(), "POST /t/x/actions/create-lead", "Host: localhost"))
                .isInstanceOfSatisfying(Refused.class, each -> assertThat(each.guessed()).isTrue());
        assertThat(admit(true, Set.of(), POST, "Host: localhost"))
                .isInstanceOfSatisfying(Refused.class, each -> assertThat(each.guessed()).isFalse());
    }

    @Test
    void aTokenInThePathIsRemovedFromIt() {
        assertThat(admit(true, Set.of(), "POST /t/" + WEB + "/actions/create-lead", "Host: localhost"))
                .isInstanceOfSatisfying(Admitted.class, each -> {
                    assertThat(each.path()).isEqualTo("/actions/create-lead");
                    assertThat(each.caller().map(Caller::tag)).contains("token:web");
                });
        assertThat(decide(admit(true, Set.of(), "GET /t/" + WEB, "Host: localhost"))).isEqualTo("token:web");
        assertThat(decide(admit(true, Set.of(), "POST /t/" + WEB + "/actions/create-lead", "Host: localhost",
                "Authorization: Bearer " + CRON))).isEqualTo("400");
        assertThat(decide(admit(true, Set.of(), POST, "Host: localhost", "Authorization: Bearer " + CRON,
                "Authorization: Bearer " + WEB))).isEqualTo("400");
        assertThat(decide(admit(false, Set.of(), "POST /t/" + WEB + "/actions/create-lead", "Host: localhost"))).isEqualTo("404");
    }

    @Test
    void onlyPagesOfItsOriginsMayUseAToken() {
        String[] named = {"Host: localhost", "Origin: https://www.example.com", "Authorization: Bearer " + WEB};
        assertThat(admit(true, Set.of(), POST, named)).isInstanceOfSatisfying(Admitted.class, each -> assertThat(each.headers())
                .containsEntry("Access-Control-Allow-Origin", "https://www.example.com").containsEntry("Vary", "Origin"));
        for (String origin : List.of("http://www.example.com", "https://example.com", "https://www.example.com.evil", "null")) {
            assertThat(decide(admit(true, Set.of(), POST, "Host: localhost", "Origin: " + origin, "Authorization: Bearer " + WEB)))
                    .as(origin).isEqualTo("403");
        }
        assertThat(decide(admit(true, Set.of(), POST, "Host: localhost", "Origin: https://www.example.com",
                "Authorization: Bearer " + CRON))).isEqualTo("403");
    }

    @Test
    void aPreflightIsAnsweredForNamedOriginsOnly() {
        String asks = "Access-Control-Request-Method: POST";
        for (String path : List.of("/actions/create-lead", "/t/" + WEB + "/actions/create-lead")) {
            assertThat(admit(true, Set.of(), "OPTIONS " + path, "Host: localhost", "Origin: https://www.example.com", asks))
                    .as(path).isInstanceOfSatisfying(Preflight.class, each -> assertThat(each.headers())
                            .containsEntry("Access-Control-Allow-Origin", "https://www.example.com")
                            .doesNotContainKey("Access-Control-Allow-Credentials"));
            assertThat(decide(admit(true, Set.of(), "OPTIONS " + path, "Host: localhost", "Origin: https://evil.example", asks)))
                    .as(path).isIn("401", "403");
        }
        assertThat(decide(admit(true, Set.of(), "OPTIONS /t/" + CRON + "/actions/create-lead", "Host: localhost",
                "Origin: https://www.example.com", asks))).isEqualTo("403");
        assertThat(decide(admit(false, Set.of(), "OPTIONS /actions/create-lead", "Host: localhost",
                "Origin: https://www.example.com", asks))).isEqualTo("403");
    }
}
