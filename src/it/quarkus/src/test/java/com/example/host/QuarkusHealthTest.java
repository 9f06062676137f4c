package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** Quarkus' health endpoint shows the pack without any configuration in the application. */
@QuarkusTest
@QuarkusTestResource(value = SlowApi.class, restrictToAnnotatedClass = true)
class QuarkusHealthTest {

    private static final String CONNECTION = "wlcro-connection:default";

    @TestHTTPResource("/q/health")
    URI health;

    @Inject
    ProducerTemplate template;

    WlcroSandbox api;
    Map<String, String> properties;

    private record Health(int status, JsonNode body) {

        JsonNode check(String name) {
            return StreamSupport.stream(body.get("checks").spliterator(), false)
                    .filter(each -> each.get("name").asText().equals(name)).findFirst().orElseThrow();
        }
    }

    private Health ask() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
        return new Health(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
    }

    @Test
    void aConnectionInTroubleIsUpWithItsReasonAndALostLedgerIsDown() throws Exception {
        JsonNode fine = ask().check(CONNECTION);
        assertThat(fine.get("status").asText()).isEqualTo("UP");
        assertThat(fine.at("/data/state").asText()).isEqualTo("CLOSED");
        assertThat(fine.at("/data/permits.limit").asInt()).isEqualTo(8);

        api.script(ScriptedAnswer.of(401, "{}"));
        assertThat(template.requestBody("direct:create-lead", HostContract.ANN)).isEqualTo("stored");
        Health refused = ask();
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.check(CONNECTION).get("status").asText()).isEqualTo("UP");
        assertThat(refused.check(CONNECTION).get("data").toString()).contains("\"state\":\"SUSPENDED\"", "401", "\"until\":\"20");
        assertThat(refused.check("wlcro-ledger").get("status").asText()).isEqualTo("UP");

        loseTheLedger();
        await().until(() -> ask().status() == 503);
        JsonNode lost = ask().check("wlcro-ledger");
        assertThat(lost.get("status").asText()).isEqualTo("DOWN");
        assertThat(lost.at("/data/reason").asText()).contains("was deleted or replaced");
    }

    private void loseTheLedger() throws IOException {
        Path folder = Path.of(properties.get("wlcro.ledger.url").substring("jdbc:sqlite:".length())).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
    }
}
