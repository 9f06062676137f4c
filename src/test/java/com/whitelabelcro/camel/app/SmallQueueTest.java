package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.GatewayUnderTest.Answer;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An array that can never be accepted is refused for good, and the queue is not called full because of it. */
class SmallQueueTest {

    @ParameterizedTest
    @CsvSource({"Bearer half-half-half-half-half, 5", "Bearer full-full-full-full-full, 10"})
    void anArrayLargerThanTheQueueOrTheShareIsRefusedForGood(String token, int most) throws Exception {
        String tokens = "wlcro.gateway.tokens.";
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                GatewayUnderTest gateway = new GatewayUnderTest(sandbox, Map.of("wlcro.queue.max", "10", "wlcro.limit", "1",
                        "wlcro.period", "1h", tokens + "half.token", "half-half-half-half-half", tokens + "half.actions", "*",
                        tokens + "half.share", "50", tokens + "full.token", "full-full-full-full-full", tokens + "full.actions", "*",
                        tokens + "full.share", "100"))) {
            Answer refused = gateway.send("POST /actions/create-lead", leads(most + 1), "Authorization: " + token,
                    "Content-Type: application/json");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(413);
            assertThat(refused.header("Retry-After")).isEmpty();
            assertThat(refused.json().path("detail").asText()).contains("more than " + most + " records").contains("in parts");

            assertThat(gateway.send("POST /actions/create-lead", leads(most), "Authorization: " + token,
                    "Content-Type: application/json").status()).isEqualTo(202);
        }
    }

    private static String leads(int number) {
        return IntStream.range(0, number).mapToObj(i -> "{\"first_name\":\"Ann" + i
                + "\",\"last_name\":\"Lee\",\"email\":\"ann" + i + "@example.com\"}").collect(Collectors.joining(",", "[", "]"));
    }
}
