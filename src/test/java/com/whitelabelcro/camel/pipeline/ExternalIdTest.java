package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every action refuses an {@code external_id} that was built from a missing value, before any request. */
class ExternalIdTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    @AfterEach
    void end() {
        sandbox.close();
    }

    private static Map<String, Object> person(Object id) {
        Map<String, Object> person = new HashMap<>(Records.lead(1));
        person.put("external_id", id);
        return person;
    }

    private static void refused(Exchange end) {
        assertThat(end.getException(InvalidRequest.class).getViolations()).singleElement().asString()
                .startsWith("external_id was built from a missing value (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-lead", "create-client", "create-affiliate", "update-lead", "update-client",
        "update-affiliate", "add-client-note"})
    void everyActionWithAnExternalIdRefusesAnEmptyOne(String action) throws Exception {
        Map<String, Object> body = action.equals("add-client-note")
                ? Map.of("text", "hello", "external_id", "note_") : person("hubspot_undefined");
        try (PackUnderTest pack = PackUnderTest.on(sandbox)) {
            refused(pack.call(action, body, Map.of("client_id", 7, "employee_id", 7)));
        }
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void anActionOfTheUserRefusesAnEmptyIdToo(@TempDir Path directory) throws Exception {
        Path schema = Files.writeString(directory.resolve("task.json"),
                "{\"properties\": {\"title\": {\"type\": \"string\"}, \"external_id\": {\"type\": \"string\"}}}");
        try (PackUnderTest pack = PackUnderTest.on(sandbox, new RouteBuilder() {
            @Override
            public void configure() {
                TemplatedRouteBuilder.builder(getContext(), "wlcro-action").routeId("task").parameter("name", "create-task")
                        .parameter("method", "POST").parameter("path", "/api/v1/tasks")
                        .parameter("schema", "file:" + schema).add();
            }
        })) {
            refused(pack.call("create-task", Map.of("title", "x", "external_id", "task_")));
        }
    }

    @Test
    void anExternalIdOfAnActionWithoutThatFieldIsCheckedToo() throws Exception {
        try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.unknown-fields", "pass"))) {
            refused(pack.call("update-lead-status", Map.of("client_id", 7, "new_status_id", 1, "external_id", "x_")));
        }
    }

    @Test
    void anEmptyIdIsReportedTogetherWithOtherViolations() throws Exception {
        Map<String, Object> lead = person("[object Object]");
        lead.remove("email");
        try (PackUnderTest pack = PackUnderTest.on(sandbox)) {
            assertThat(pack.call("create-lead", lead).getException(InvalidRequest.class).getViolations())
                    .hasSize(2).contains("email is required");
        }
    }

    @Test
    void aPropertyAllowsIdsWithAMissingPart() throws Exception {
        try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(),
                Map.of("wlcro.empty-external-ids", "pass"))) {
            assertThat(pack.call("create-lead", person("x_")).getException()).isNull();
            assertThat(pack.call("create-lead", person("x_1.5e3")).getException()).isNull();
        }
        assertThat(sandbox.records()).extracting(SandboxRecord::externalId).containsExactlyInAnyOrder("x_", "x_1.5e3");
    }

    @Test
    void twoStoredRecordsWithTheSameEmptyIdAreNotTheSameRecord() throws Exception {
        try (PackUnderTest pack = PackUnderTest.on(sandbox, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:scenario").onException(WlcroException.class).handled(true).to("direct:wlcro-dead-letter").end()
                        .to("direct:wlcro-create-lead");
            }
        })) {
            for (int i = 0; i < 2; i++) {
                Map<String, Object> lead = Records.lead(i);
                lead.put("external_id", "web_");
                assertThat(pack.template().send("direct:scenario", exchange -> exchange.getMessage().setBody(lead))
                        .getMessage().getHeader(WlcroHeaders.ENTRY)).isNotNull();
            }
            List<FailedRecord> stored = pack.pack().ledger().failed().page(FailedFilter.all(), Optional.empty(), 10)
                    .toCompletableFuture().join();
            // With one identity, the success of one of them would take the other out of the list.
            assertThat(stored).hasSize(2).allMatch(each -> each.identity().isEmpty());
        }
    }
}
