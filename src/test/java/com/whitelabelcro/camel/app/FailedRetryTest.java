package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wlcro failed retry}: which records are sent, in which order, and with which connection. */
class FailedRetryTest {

    private static final String OTHER_KEY = "wlcro_live_2_other";
    private static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";
    private static final ScriptedAnswer REFUSED = ScriptedAnswer.of(409, "{}");

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keys(SandboxConfig.DEFAULT_KEY, OTHER_KEY)
            .keepBodies(true).latency(Duration.ofMillis(1)).jitter(Duration.ofMillis(30))));
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void start() {
        properties.putAll(Map.of("wlcro.connections.acme.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.connections.beta.api-key", OTHER_KEY, "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.retry.max-attempts", "1", "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")));
    }

    private Terminal run(String... arguments) {
        return Terminal.run(properties, "", arguments);
    }

    private Terminal imported(String connection, String action, String lines, ScriptedAnswer... faults) throws IOException {
        Path file = Files.writeString(directory.resolve(connection + ".jsonl"), lines);
        sandbox.script(faults);
        return run("import", action, file.toString(), "--parallel", "1", "--connection", connection);
    }

    private static String people(int count) {
        return IntStream.range(0, count).mapToObj(i -> ANN.replace("ann@", "ann" + i + "@") + "\n")
                .collect(Collectors.joining());
    }

    private List<String> numbers(String... filters) {
        String[] list = Stream.concat(
                Stream.of("failed", "list"), Stream.of(filters)).toArray(String[]::new);
        return run(list).out().lines().skip(1).map(line -> line.split(" ")[0]).toList();
    }

    @Test
    void updatesOfOneRecordAreSentInTheirOriginalOrder() throws IOException {
        run("call", "create-lead", ANN, "--connection", "acme");
        long id = sandbox.records().get(0).id();
        int changes = 40;
        imported("acme", "update-lead", IntStream.rangeClosed(1, changes)
                        .mapToObj(i -> "{\"client_id\":" + id + ",\"city\":\"City " + i + "\"}\n").collect(Collectors.joining()),
                Collections.nCopies(changes, REFUSED).toArray(ScriptedAnswer[]::new));

        assertThat(run("failed", "retry").out()).contains(changes + " done, 0 failed again");

        assertThat(sandbox.requests().stream().map(each -> String.valueOf(each.body())).filter(each -> each.contains("City"))
                .skip(changes).map(each -> each.replaceAll("\\D", "")).map(Integer::valueOf))
                .isEqualTo(IntStream.rangeClosed(1, changes).boxed().toList());
        assertThat(sandbox.records().get(0).fields()).containsEntry("city", "City " + changes);
        assertThat(sandbox.records().get(0).writes()).isEqualTo(changes + 1);
    }

    @Test
    void aRefusedKeyStopsItsOwnConnectionOnly() throws IOException {
        int rows = 40;
        imported("acme", "create-lead", people(3), REFUSED, REFUSED, REFUSED);
        imported("beta", "create-lead", people(rows), Collections.nCopies(rows, REFUSED).toArray(ScriptedAnswer[]::new));
        properties.put("wlcro.connections.acme.api-key", Terminal.SECRET);

        Terminal retry = run("failed", "retry");

        assertThat(retry.exit()).isEqualTo(3);
        assertThat(retry.out()).contains(rows + " done, ");
        assertThat(run("failed", "list", "--connection", "beta").out()).isEqualTo("No failed records match the filters\n");
        assertThat(numbers("--connection", "acme")).hasSize(3);
    }

    @Test
    void recordsThatASuspendedConnectionDoesNotSendDoNotCountAsFailedAgain() throws IOException {
        imported("acme", "create-lead", people(30), Collections.nCopies(30, REFUSED).toArray(ScriptedAnswer[]::new));
        sandbox.script(Collections.nCopies(30, ScriptedAnswer.of(403, "{}")).toArray(ScriptedAnswer[]::new));

        Terminal retry = run("failed", "retry");

        assertThat(retry.exit()).isEqualTo(1);
        assertThat(retry.out()).containsPattern("0 done, ([5-9]|1\\d) failed again, (1\\d|2[0-5]) not sent");
        assertThat(numbers()).hasSize(30);
    }

    @Test
    void recordsOfUnknownOutcomeAreSentOnRequest() throws IOException {
        imported("acme", "create-lead", people(2), ScriptedAnswer.fault(Fault.RESET_BEFORE));
        assertThat(run("failed", "retry", "--reason", "OutcomeUnknown").out()).contains("0 done, 0 failed again");

        assertThat(run("failed", "retry", "--unknown").out()).contains("1 done, 0 failed again");

        assertThat(sandbox.stats().created()).isEqualTo(2);
    }

    @Test
    void filtersSelectWhichRecordsAreSentAgain() throws IOException {
        imported("acme", "create-lead", ANN + "\n", REFUSED);
        imported("beta", "create-client", ANN + "\n", ScriptedAnswer.of(422, "{}"));
        for (String[] none : new String[][] {{"--reason", "NotFound"}, {"--action", "create-affiliate"},
            {"--older-than", "1h"}, {"--connection", "acme", "--action", "create-client"}}) {
            Terminal told = run(Stream.concat(Stream.of("failed", "retry"), Stream.of(none)).toArray(String[]::new));
            assertThat(told.out()).as(told.err()).isEqualTo("0 done, 0 failed again\n");
        }
        assertThat(run("failed", "retry", "--connection", "default").err())
                .startsWith("--connection names no connection (acme, beta)");

        assertThat(run("failed", "retry", "--newer-than", "1h", "--action", "create-client").out())
                .isEqualTo("1 done, 0 failed again\n");

        assertThat(numbers("--connection", "acme")).hasSize(1);
        assertThat(numbers()).hasSize(1);
    }

    @Test
    void anActionThatOnlyAScenarioDefinesIsLeftForTheScenario() throws Exception {
        Path schema = Files.writeString(directory.resolve("task.json"), "{\"properties\":{\"title\":{\"type\":\"string\"}}}");
        RouteBuilder scenario = new RouteBuilder() {
            @Override
            public void configure() {
                TemplatedRouteBuilder.builder(getContext(), "wlcro-action").parameter("name", "create-task")
                        .parameter("method", "POST").parameter("path", "/api/v1/tasks").parameter("schema", "file:" + schema).add();
                from("direct:mine").onException(NotFound.class).handled(true).to(WlcroEndpoints.DEAD_LETTER).end()
                        .to("direct:wlcro-create-task");
            }
        };
        try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), properties, scenario)) {
            pack.template().sendBodyAndHeader("direct:mine", Map.of("title", "x"), WlcroHeaders.CONNECTION, "acme");
        }

        Terminal retry = run("failed", "retry");

        assertThat(retry.exit()).isOne();
        assertThat(retry.out()).contains("the action create-task is not available here").endsWith("0 done, 0 failed again, 1 not sent\n");
        assertThat(numbers()).hasSize(1);
    }

    @Test
    void idsTogetherWithFiltersAreRefusedAsAmbiguous() throws IOException {
        imported("acme", "create-lead", ANN + "\n", REFUSED);
        String number = numbers().get(0);
        for (String[] both : new String[][] {{"failed", "retry", number, "--reason", "Conflict"},
            {"failed", "discard", number, "--action", "create-lead"}, {"failed", "discard", number, "--all"},
            {"failed", "discard", "--reason", "Conflict", "--all"}}) {
            Terminal told = run(both);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.err()).startsWith("Give ");
        }
        assertThat(numbers()).hasSize(1);
    }

    @Test
    void anExportWarnsAboutSeveralActionsAndAboutPurgedRecords() throws IOException {
        imported("acme", "create-lead", ANN + "\n", REFUSED);
        imported("beta", "create-client", ANN + "\n", REFUSED);
        Terminal both = run("failed", "export", directory.resolve("both.jsonl").toString());
        assertThat(both.out()).startsWith("2 exported");
        assertThat(both.err()).startsWith("They are of create-client on beta, create-lead on acme: ").doesNotContain("Lee");
        properties.put("wlcro.ledger.retention", "1ms");
        properties.put("wlcro.idempotency.window", "1ms");
        assertThat(run("ledger", "purge").out()).isEqualTo("2 entries purged\n");

        Terminal purged = run("failed", "export", "-");

        assertThat(purged.out()).isEmpty();
        assertThat(purged.err()).startsWith("2 left out: their fields are deleted");
        assertThat(run("failed", "retry").out()).contains("its fields have been deleted").contains("0 done, 0 failed again, 2 not sent");
        assertThat(run("failed", "show", numbers().get(0)).out()).contains("body         (deleted)");
    }
}
