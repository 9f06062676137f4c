package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions of the user, created from the template {@code wlcro-action}: they use the same pipeline and the same permits. */
class ActionTemplateTest {

    private static final String TASKS = "/api/v1/integrations/tasks";
    private static final String SCHEMA = """
            {"properties": {
                "task_id": {"type": "integer", "minimum": 1},
                "title": {"type": "string", "maxLength": 20},
                "done": {"type": "boolean"},
                "tags": {"type": "array", "items": {"type": "string"}},
                "external_id": {"type": "string"}},
             "required": ["title"], "additionalProperties": false, "x-returns": ["task_id"]}""";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(5).period(Duration.ofSeconds(2)).keepBodies(true)));

    @BeforeEach
    void start() throws IOException {
        schema(SCHEMA);
    }

    private void schema(String json) throws IOException {
        Files.writeString(directory.resolve("task.json"), json);
    }

    private Map<String, String> parameters() {
        return new HashMap<>(Map.of("name", "create-task", "method", "POST", "path", TASKS,
                "schema", "file:" + directory.resolve("task.json")));
    }

    private PackUnderTest.Setup nothing() {
        return context -> {};
    }

    private PackUnderTest with(List<Map<String, String>> actions) throws Exception {
        return with(nothing(), actions);
    }

    private PackUnderTest with(PackUnderTest.Setup setup, List<Map<String, String>> actions) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "5"), setup, made(actions));
    }

    private static RoutesBuilder made(List<Map<String, String>> actions) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                actions.forEach(each -> add(getContext(), each));
            }
        };
    }

    private static void add(CamelContext context, Map<String, String> parameters) {
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, "wlcro-action").routeId("of-mine-" + parameters.get("name"));
        parameters.forEach(route::parameter);
        route.add();
    }

    private static Map<String, String> but(Map<String, String> parameters, String name, String value) {
        Map<String, String> other = new HashMap<>(parameters);
        other.put(name, value);
        return other;
    }

    @Test
    void anActionOfTheUserPassesTheWholePipeline() throws Exception {
        try (PackUnderTest pack = with(List.of(parameters()))) {
            sandbox.script(ScriptedAnswer.fault(Fault.STATUS_503), ScriptedAnswer.of(201, "{\"task_id\": 7}"));
            Exchange end = pack.call("create-task", Map.of("title", " call ", "done", true, "external_id", "t_1"));
            assertThat(end.getException()).isNull();
            assertThat(PackUnderTest.answer(end)).isEqualTo(Map.of("task_id", 7));
            assertThat(end.getVariables()).isEmpty();
            assertThat(pack.call("create-task", Map.of("title", "call", "done", true, "external_id", "t_1"))
                    .getMessage().getHeader(WlcroHeaders.DUPLICATE)).isEqualTo(true);
            List<SandboxRequest> requests = sandbox.requests();
            assertThat(requests).hasSize(2).allMatch(each -> each.path().equals(TASKS) && each.method().equals("POST"));
            assertThat(requests.get(1).body()).contains("\"title\":\"call\"");
        }
    }

    @Test
    void theIdIsPutIntoThePathAndMustBeANumber() throws Exception {
        Map<String, String> change = but(but(but(parameters(), "name", "change-task"), "method", "PUT"), "path", TASKS + "/{task_id}");
        try (PackUnderTest pack = with(List.of(parameters(), change))) {
            sandbox.script(ScriptedAnswer.of(204, "X-Nothing", "1"));
            assertThat(pack.call("change-task", Map.of("task_id", "12", "title", "x")).getException()).isNull();
            assertThat(sandbox.requests()).last().matches(each -> each.method().equals("PUT") && each.path().equals(TASKS + "/12"));
            assertThat(pack.call("change-task", Map.of("task_id", "../../admin", "title", "x")).getException())
                    .isInstanceOf(InvalidRequest.class).hasMessageContaining("task_id must be a positive whole number");
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @Test
    void aViolationOfItsSchemaIsReportedWithoutARequestAndWithoutTheValue() throws Exception {
        try (PackUnderTest pack = with(List.of(parameters()))) {
            Exception failure = pack.call("create-task", Map.of("title", "Annabella ".repeat(9), "done", "Annabella", "tags",
                    List.of("Annabella", 7), "titlee", "x")).getException();
            assertThat(failure).isInstanceOf(InvalidRequest.class).hasMessageNotContaining("Annabella");
            assertThat(((WlcroException) failure).getViolations()).containsExactlyInAnyOrder(
                    "title breaks the rule maxLength of its schema", "done must be true or false",
                    "tags breaks the rule type of its schema", "titlee is not a field of create-task; did you mean title?");
            assertThat(sandbox.requests()).isEmpty();
        }
    }

    @Test
    void theActionSharesThePermitsOfItsConnection() throws Exception {
        try (PackUnderTest pack = with(List.of(parameters()))) {
            List<CompletableFuture<Exchange>> ends = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ends.add(pack.begin("create-lead", Records.known(i), Map.of()));
                ends.add(pack.begin("create-task", Map.of("title", "t" + i), Map.of()));
            }
            long unknownThere = ends.stream().map(CompletableFuture::join)
                    .filter(end -> end.getException() instanceof NotFound).count();
            assertThat(unknownThere).isEqualTo(6);
            assertThat(sandbox.stats().requests()).isEqualTo(12);
            assertThat(sandbox.stats().rejected429()).isZero();
            assertThat(sandbox.stats().arrivalsInAnyWindow()).isEqualTo(5);
        }
    }

    @Test
    void aLostAnswerIsAnUnknownOutcomeUnlessTheApiRecognisesARepeat() throws Exception {
        try (PackUnderTest pack = with(List.of(parameters()))) {
            sandbox.script(ScriptedAnswer.fault(Fault.RESET_BEFORE));
            assertThat(pack.call("create-task", Map.of("title", "x")).getException()).isInstanceOf(OutcomeUnknown.class);
            sandbox.script(ScriptedAnswer.fault(Fault.RESET_BEFORE), ScriptedAnswer.of(200, "{\"task_id\": 8}"));
            assertThat(pack.call("create-task", Map.of("title", "x", "external_id", "t_2")).getException()).isNull();
        }
    }

    @Test
    void anAnswerWithoutThePromisedIdIsNoSuccess() throws Exception {
        try (PackUnderTest pack = with(List.of(parameters()))) {
            sandbox.script(ScriptedAnswer.of(200, "{\"id\": 7}"));
            assertThat(pack.call("create-task", Map.of("title", "x")).getException())
                    .isInstanceOf(OutcomeUnknown.class).hasMessageContaining("no task_id");
        }
    }

    @Test
    void aSchemaThatPromisesNoFieldsAcceptsAnyObject() throws Exception {
        schema(SCHEMA.replace("\"x-returns\": [\"task_id\"]", "\"x-returns\": []"));
        try (PackUnderTest pack = with(List.of(parameters()))) {
            sandbox.script(ScriptedAnswer.of(200, "{\"id\": 7}"));
            assertThat(PackUnderTest.answer(pack.call("create-task", Map.of("title", "x")))).containsEntry("id", 7);
        }
    }

    @Test
    void aFailureOfATemplateActionIsStoredAndSentAgain() throws Exception {
        RoutesBuilder giver = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mine").routeId("mine").onException(WlcroException.class).handled(true)
                        .to(WlcroEndpoints.DEAD_LETTER).end().to("direct:wlcro-create-task");
            }
        };
        try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of(), made(List.of(parameters())), giver)) {
            sandbox.script(ScriptedAnswer.of(404, "{}"));
            assertThat(pack.template().send("direct:mine", each -> each.getMessage().setBody(Map.of("title", "x")))
                    .getException()).isNull();
            List<FailedRecord> stored =
                    pack.pack().ledger().failed().page(FailedFilter.all(), Optional.empty(), 9).toCompletableFuture().join();
            assertThat(stored).singleElement().matches(each -> each.action().equals("create-task"));
            sandbox.script(ScriptedAnswer.of(201, "{\"task_id\": 7}"));
            assertThat(pack.template().requestBody(WlcroEndpoints.REDRIVE, (Object) null))
                    .isEqualTo(Map.of("done", 1, "failed", 0, "notSent", 0, "others", 0L));
        }
    }

    @Test
    void anActionExistsAsLongAsItsRoute() throws Exception {
        try (PackUnderTest pack = with(List.of())) {
            add(pack.context(), parameters());
            assertThat(pack.pack().actions()).extracting(Action::name).hasSize(10).endsWith("create-task");
            pack.context().getRouteController().stopRoute("of-mine-create-task");
            pack.context().removeRoute("of-mine-create-task");
            assertThat(pack.pack().actions()).hasSize(9);
        }
    }

    @Test
    void aHostsTracerAndErrorHandlerDoNotApplyToTheAction() throws Exception {
        List<String> seen = new ArrayList<>();
        PackUnderTest.Setup host = context -> {
            context.setTracing(true);
            context.setMessageHistory(true);
            context.addRoutes(new org.apache.camel.builder.RouteConfigurationBuilder() {
                @Override
                public void configuration() {
                    routeConfiguration().onException(Exception.class).handled(true)
                            .process(each -> seen.add(each.getFromRouteId())).end();
                }
            });
        };
        try (PackUnderTest pack = with(host, List.of(parameters()))) {
            assertThat(pack.call("create-task", Map.of()).getException()).isInstanceOf(InvalidRequest.class);
            assertThat(seen).isEmpty();
            assertThat(pack.context().getRoute("of-mine-create-task").isMessageHistory()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name   | Create Task               | name must be lower-case words joined by dashes, such as create-task
            name   | create-lead               | there is an action create-lead already; give it another name
            method | DELETE                    | method must be POST, PUT or PATCH
            method | post                      | method must be POST, PUT or PATCH
            path   | //evil.example/tasks      | path must be one such as
            path   | https://evil.example/x    | path must be one such as
            path   | /api/../admin             | path must be one such as
            path   | /api/tasks?x=1            | path must be one such as
            path   | /a/{task_id}/b/{other_id} | path must be one such as
            path   | /a/{title}                | the path needs {title}, and the schema has no id field of that name
            path   | /a/{nothing}              | the path needs {nothing}, and the schema has no id field of that name
            schema | file:no-such-file.json    | its schema cannot be read: file:no-such-file.json
            schema | classpath:wlcro/sql/V1__ledger.sql | its schema is no JSON
            """)
    void anImpossibleParameterFailsTheStartWithOneLine(String name, String value, String told) {
        assertThatThrownBy(() -> with(List.of(but(parameters(), name, value))).close())
                .satisfies(failure -> assertThat(configurationMistake(failure)).startsWith("The route of-mine-")
                        .contains(told).doesNotContain("\n"));
        assertThat(sandbox.requests()).isEmpty();
    }

    private static String configurationMistake(Throwable failure) {
        Throwable each = failure;
        while (!(each instanceof ConfigurationException)) {
            assertThat(each.getCause()).as(failure.toString()).isNotNull();
            each = each.getCause();
        }
        return each.getMessage();
    }

    @Test
    void theDocumentedTemplateWorksInYaml() throws Exception {
        schema(Document.ACTIONS.block("An action of your own", "json"));
        String yaml = Document.ACTIONS.block("An action of your own", "yaml").replace("schemas/create-task.json", directory + "/task.json");
        RoutesBuilder scenario = new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                PluginHelper.getRoutesLoader(getContext()).loadRoutes(ResourceHelper.fromString("x.camel.yaml", yaml));
            }
        };
        try (PackUnderTest pack = PackUnderTest.on(sandbox, scenario)) {
            sandbox.script(ScriptedAnswer.of(201, "{\"task_id\": 7}"));
            assertThat(PackUnderTest.answer(pack.call("create-task", Map.of("client_id", "12", "title", "x"))))
                    .containsEntry("task_id", 7);
            assertThat(sandbox.requests()).singleElement()
                    .matches(each -> each.path().equals(TASKS) && each.body().contains("\"client_id\":12"));
        }
    }
}
