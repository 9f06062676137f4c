package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar as a process: signals, exit codes, sources of the configuration, and the log. */
@SystemTest
class ProcessTest {

    private static final String ANN =
            "{\"first_name\":\"Annabella\",\"last_name\":\"Leeuwen\",\"email\":\"ann@example.com\"}";

    @TempDir
    private Path directory;

    @Test
    void withoutAKeyOneLineSaysWhereToGetIt() throws Exception {
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "call", "create-lead", ANN);
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("WLCRO_API_KEY").contains("Settings > Integrations > API Keys");
    }

    @Test
    void theEnvironmentOverridesTheFileAndASystemPropertyOverridesBoth() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keys("wlcro_live_1_right")))) {
            Files.writeString(directory.resolve("application.properties"),
                    "wlcro.base-url=https://no-such-host.invalid\nwlcro.api-key=" + Terminal.SECRET + "\n");
            Terminal terminal = Child.run(directory,
                    Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY", Terminal.SECRET),
                    List.of("-Dwlcro.api-key=wlcro_live_1_right"), "call", "create-lead", ANN);
            assertThat(terminal.exit()).as(terminal.err()).isZero();
            assertThat(sandbox.stats().created()).isOne();
        }
    }

    @Test
    void anUnknownPropertyEndsItBeforeAnyRequest() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "wlcro.limitt=5\n");
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "call", "create-lead", ANN, "--sandbox");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("wlcro.limitt; did you mean wlcro.limit?");
    }

    @Test
    void ctrlCEndsAnImportThatWaitsForPermitsAndCountsTheRest() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(5)))) {
            Files.writeString(directory.resolve("contacts.csv"), "Id,First Name,Last Name,Email\n"
                    + IntStream.rangeClosed(1, 40).mapToObj(i -> i + ",Annabella,Leeuwen,ann" + i + "@example.com\n")
                            .collect(Collectors.joining()));
            try (Child child = Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                            "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", "5"), List.of(),
                    "import", "create-client", "contacts.csv", "--set", "external_id=x_{Id}")) {
                Awaitility.await().until(() -> sandbox.stats().created() == 5);
                child.signal("INT");
                Terminal terminal = child.end();
                assertThat(terminal.exit()).isEqualTo(130);
                assertThat(terminal.out()).contains("Stopped: it was cancelled")
                        .contains("40 rows: 5 done, 35 not sent");
                hasNoPersonalData(terminal);
            }
            assertThat(sandbox.stats().requests()).isEqualTo(5);
            assertThat(Files.readAllLines(directory.resolve("contacts.csv.failed.jsonl")))
                    .isNotEmpty().allMatch(line -> line.contains("\"NotSent\""));
        }
    }

    @Test
    void theFirstScenarioOfTheReadmeRunsUntilItIsTerminated() throws Exception {
        scenario(Document.README.block("A first scenario", "yaml"));
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox")) {
            child.says("Running first; Ctrl-C ends it");
            child.logs("is in status Lead - New");
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isZero();
            assertThat(terminal.out()).isEqualTo("Running first; Ctrl-C ends it\n");
            assertThat(terminal.err().lines()).hasSize(1).first().asString()
                    .endsWith("is in status Lead - New");
        }
    }

    @Test
    void theDocumentedScenarioStoresItsFailedRecordWhereOtherProcessesSeeIt() throws Exception {
        scenario(Document.RECORDS.block("Failed records", "yaml"));
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                Child child = Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                        "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY), List.of(), "run")) {
            child.says("Running from-the-web");
            Map<String, String> ledger = Map.of("wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("home").resolve("wlcro.db"));
            Awaitility.await().until(() -> Terminal.run(ledger, "", "failed", "list").out()
                    .matches("(?s).*create-lead +default +1 +InvalidRequest.*"));
            assertThat(Child.run(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(), "WLCRO_API_KEY",
                    SandboxConfig.DEFAULT_KEY), List.of(), "status").out()).contains("today: 0 done, 1 failed");
            child.signal("TERM");
            assertThat(child.end().err().lines()).singleElement().asString().contains("Made a new ledger: ");
        }
    }

    @Test
    void aScenarioThatCannotBeReadIsReportedByItsPlace() throws Exception {
        scenario("- route:\n    id: x\n    from:\n      uri: direct:x\n      stepz: []\n");
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).startsWith("The scenarios of file:scenarios/*.camel.yaml cannot be started: ")
                .contains("stepz").contains("first.camel.yaml, line 5");
    }

    @Test
    void aScenarioThatCallsAnUnknownActionIsReportedWithTheNearestName() throws Exception {
        for (String step : List.of("- to: direct:wlcro-creat-lead", "- to: direct:{{which:wlcro-creat-lead}}",
                "- choice:\n            when:\n              - simple: ${body}\n                steps:"
                        + "\n                  - to: {uri: direct, parameters: {name: wlcro-creat-lead}}")) {
            Files.createDirectories(directory.resolve("scenarios"));
            Files.writeString(directory.resolve("scenarios").resolve("first.camel.yaml"),
                    "- route:\n    id: mine\n    from:\n      uri: timer:x\n      steps:\n        " + step + "\n");
            Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox");
            assertThat(terminal.exit()).as(terminal.err()).isEqualTo(2);
            assertThat(terminal.complaint()).startsWith("scenarios/first.camel.yaml, line ").contains("(route mine")
                    .endsWith("calls direct:wlcro-creat-lead, and there is no such endpoint; did you mean direct:wlcro-create-lead?");
        }
    }

    @Test
    void aScenarioWithARouteIdOfThePackIsReported() throws Exception {
        scenario("- route:\n    id: wlcro-mine\n    from:\n      uri: timer:x\n      steps:\n        - log: hello\n");
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox");
        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.complaint()).isEqualTo("The route wlcro-mine needs another id: those that begin with wlcro-"
                + " are the pack's own");
    }

    @Test
    void anUnhandledFailureOfAScenarioIsReportedInOneLine() throws Exception {
        scenario(Document.README.block("A first scenario", "yaml").replace("\"email\":\"ann@example.com\",", ""));
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox")) {
            child.logs("the request is not valid: email is required");
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.err()).doesNotContain("Stacktrace").doesNotContain("Elapsed").doesNotContain("\tat ");
            hasNoPersonalData(terminal);
        }
    }

    @Test
    void messagesOfLibrariesAboutAFailureAreNotLoggedBecauseTheyQuoteTheRecord() throws Exception {
        // The Simple language quotes the text in which it finds no such field, and Jackson the text that is no JSON.
        for (String step : List.of("- setBody: {simple: \"${body[first_name]}\"}", "- unmarshal: {json: {}}")) {
            Files.createDirectories(directory.resolve("scenarios"));
            Files.writeString(directory.resolve("scenarios").resolve("first.camel.yaml"), """
                    - route:
                        id: first
                        from:
                          uri: timer:once?repeatCount=1
                          steps:
                            - setBody: {constant: "Annabella Leeuwen, ann@example.com"}
                            %s
                    """.replace("%s", step));
            try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox")) {
                child.logs("is left out");
                child.signal("TERM");
                Terminal terminal = child.end();
                assertThat(terminal.err()).contains("is left out");
                hasNoPersonalData(terminal);
            }
        }
    }

    private void scenario(String yaml) throws IOException {
        Files.createDirectory(directory.resolve("scenarios"));
        Files.writeString(directory.resolve("scenarios").resolve("first.camel.yaml"), yaml);
    }

    @Test
    void aScenarioFileRunsWithTheKameletsAndTheActionsOfTheUser() throws Exception {
        Files.createDirectories(directory.resolve("kamelets"));
        Files.writeString(directory.resolve("kamelets").resolve("mine-action.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: mine-action
                  labels:
                    camel.apache.org/kamelet.type: action
                spec:
                  definition:
                    title: Mine Action
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - log: "through my own Kamelet"
                """);
        Files.writeString(directory.resolve("task.json"), "{\"properties\":{\"title\":{\"type\":\"string\"}}}");
        Files.writeString(directory.resolve("one.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: wlcro-action
                    parameters:
                      - {name: name, value: create-task}
                      - {name: method, value: POST}
                      - {name: path, value: /api/v1/tasks}
                      - {name: schema, value: "file:task.json"}
                - route:
                    id: one
                    from:
                      uri: timer:once?repeatCount=1
                      steps:
                        - to: kamelet:mine-action
                        - setBody: {constant: '{"title":"x"}'}
                        - doTry:
                            steps:
                              - to: {uri: direct, parameters: {name: wlcro-create-task}}
                            doCatch:
                              - exception: [com.whitelabelcro.camel.error.NotFound]
                                steps:
                                  - log: "the sandbox has no tasks"
                """);
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox", "one.camel.yaml")) {
            child.says("Running one");
            child.logs("the sandbox has no tasks");
            child.signal("TERM");
            assertThat(child.end().err()).contains("through my own Kamelet");
        }
        Terminal missing = Child.run(directory, Map.of(), List.of(), "run", "--sandbox", "one.camel.yaml", "two.camel.yaml");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.complaint()).isEqualTo("There is no such scenario file: two.camel.yaml");
    }

    @Test
    void withoutAScenarioOneLineSaysWhereToPutIt() {
        Terminal terminal = Terminal.run("run", "--sandbox");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).startsWith("There is no scenario at file:scenarios/*.camel.yaml");
    }

    @Test
    void theSandboxPrintsHowToUseItAndEndsWithCtrlC() throws Exception {
        try (Child child = Child.start(directory, Map.of(), List.of(), "sandbox", "--port", "0")) {
            child.says("export WLCRO_API_KEY=" + SandboxConfig.DEFAULT_KEY);
            child.signal("INT");
            Terminal terminal = child.end();
            assertThat(terminal.exit()).isEqualTo(130);
            assertThat(terminal.out()).containsPattern("export WLCRO_BASE_URL=http://127\\.0\\.0\\.1:\\d+\n");
            assertThat(terminal.err()).isEmpty();
        }
    }

    private static void hasNoPersonalData(Terminal terminal) {
        assertThat(terminal.out() + terminal.err())
                .doesNotContain("@example.com").doesNotContain("Annabella").doesNotContain("Leeuwen");
    }
}
