package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.app.GatewayUnderTest.Answer;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender does not wait for another program that keeps the ledger locked, and its repeat creates no second record. */
class LockedLedgerTest {

    private static final String LEADS = "POST /actions/create-lead";
    private static final String JSON = "Content-Type: application/json";
    private static final String KEY = "Idempotency-Key: k1";

    private static final String SCENARIO = """
            - route: {id: lead, from: {uri: "platform-http:/lead", steps: [{to: "direct:wlcro-read"}, {to: "direct:wlcro-create-lead"}]}}
            - route:
                id: later
                from:
                  uri: platform-http:/later
                  steps:
                    - to: direct:wlcro-read
                    - setHeader: {name: WlcroThen, constant: then}
                    - to: direct:wlcro-later
            - route: {id: then, group: wlcro-then, from: {uri: "direct:then", steps: [{to: "direct:wlcro-create-lead"}]}}
            """;

    @Test
    void aSenderOfAScenarioIsAskedToRepeatToo(@TempDir Path folder) throws Exception {
        String ledger = "jdbc:sqlite:" + folder.resolve("wlcro.db");
        Path scenario = Files.writeString(folder.resolve("web.camel.yaml"), SCENARIO);
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                GatewayUnderTest gateway = new GatewayUnderTest(sandbox, Map.of("wlcro.ledger.url", ledger), scenario)) {
            try (Connection other = DriverManager.getConnection(ledger); Statement statement = other.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("BEGIN IMMEDIATE");
                for (CompletableFuture<Answer> each : List.of(send(gateway, "POST /lead", lead("Ann")), send(gateway, "POST /later", lead("Bob")))) {
                    Answer answer = each.join();
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).isEqualTo("60");
                    assertThat(answer.json().path("detail").asText()).contains("was not stored");
                }
                statement.execute("ROLLBACK");
            }
            await().until(() -> gateway.send("POST /lead", lead("Ann"), JSON).status() == 200);
            assertThat(gateway.send("POST /later", lead("Bob"), JSON).status()).isEqualTo(200);
            await().until(() -> sandbox.stats().created() == 2);
        }
    }

    @Test
    void aSenderIsAskedToRetryAndTheRetryIsTheSameRecord(@TempDir Path folder) throws Exception {
        String ledger = "jdbc:sqlite:" + folder.resolve("wlcro.db");
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                GatewayUnderTest gateway = new GatewayUnderTest(sandbox, Map.of("wlcro.ledger.url", ledger))) {
            List<CompletableFuture<Answer>> sent;
            try (Connection other = DriverManager.getConnection(ledger); Statement statement = other.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("BEGIN IMMEDIATE");
                sent = Stream.of(send(gateway, LEADS, lead("Ann")), send(gateway, LEADS, lead("Bob"), KEY), send(gateway, "GET /records/1-1", ""))
                        .toList();
                for (CompletableFuture<Answer> each : sent) {
                    Answer answer = each.join();
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).isEqualTo("60");
                    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                }
                assertThat(sent.get(0).join().json().path("detail").asText()).contains("may still be stored");
                Answer next = send(gateway, LEADS, lead("Cid")).join();
                assertThat(next.status()).isEqualTo(503);
                assertThat(next.json().path("detail").asText()).as("no further record waits in memory")
                        .isEqualTo("Nothing was stored: The ledger does not answer");
                statement.execute("ROLLBACK");
            }
            await().until(() -> gateway.send("GET /records/1-1", "").status() != 503);
            for (List<String> headers : List.of(List.of("Ann", "X-None: x"), List.of("Bob", KEY))) {
                JsonNode repeat = send(gateway, LEADS, lead(headers.get(0)), headers.get(1), "Prefer: wait=20").join().json();
                assertThat(repeat.path("state").asText()).as(repeat.toString()).isEqualTo("done");
            }
            assertThat(sandbox.stats().created()).isEqualTo(2);
            assertThat(sandbox.stats().requests()).isEqualTo(2);
        }
    }

    private static CompletableFuture<Answer> send(GatewayUnderTest gateway, String line, String body, String... headers) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return gateway.send(line, body, Stream.concat(Stream.of(JSON), Stream.of(headers)).toArray(String[]::new));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, task -> new Thread(task, "sender").start());
    }

    private static String lead(String name) {
        return "{\"first_name\":\"" + name + "\",\"last_name\":\"Lee\",\"email\":\"" + name + "@example.com\"}";
    }
}
