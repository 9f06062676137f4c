package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test of a scenario replaces, and what its report contains. */
class TestRunTest {

    private static final String INPUT = "input: [{to: web, body: " + Trial.ANN + "}]\n";

    @TempDir
    private Path directory;

    private Trial lead(String test) throws IOException {
        return new Trial(directory, Trial.LEAD).test(test);
    }

    @Test
    void aMockedStepIsNotExecutedAndReturnsTheDefinedResult() throws IOException {
        assertThat(lead("mocks: {create: {body: {client_id: 7}}}\n"
                + "input: [{to: web, body: " + Trial.ANN + ", result: {body: {client_id: 7}}}]\n"
                + "expect: {requests: 0, mocks: {create: [{body: {first_name: Ann}}]}}").differences()).isEmpty();
    }

    @Test
    void aMockThrowsTheErrorOfItsActionTheDefinedNumberOfTimes() throws IOException {
        assertThat(lead("mocks: {create: {fails: NotFound, times: 1, body: {client_id: 7}}}\n"
                + "input:\n  - {to: web, body: " + Trial.ANN + ", fails: NotFound}\n  - {to: web, body: " + Trial.ANN
                + ", result: {body: {client_id: 7}}}\nexpect: {requests: 0}").differences()).isEmpty();
    }

    @Test
    void aKilledInputDoesNotContinueAndTheNextOneDoes() throws IOException {
        assertThat(lead("mocks: {chat: {}}\ninput:\n"
                + "  - {to: web, body: " + Trial.ANN + ", killed-before: create}\n"
                + "  - {to: web, body: " + Trial.ANN + ", killed-before: tell}\n"
                + "  - {to: web, body: " + Trial.ANN + ", result: {headers: {Code: 201}}}\n"
                + "expect: {requests: 2, mocks: {chat: [{body: /new/}]}}").differences()).isEmpty();
    }

    @Test
    void afterAKillNoErrorHandlerAndNoFurtherStepRuns() throws IOException {
        String scenario = """
                - route:
                    id: list
                    from:
                      uri: direct:list
                      steps:
                        - doTry:
                            id: try
                            steps:
                              - split:
                                  id: each
                                  simple: "${body}"
                                  steps:
                                    - choice:
                                        id: which
                                        when:
                                          - simple: "${body} == 2"
                                            steps: [{to: {id: second, uri: "log:second"}}]
                                    - to: {id: one, uri: "log:one"}
                            doCatch:
                              - exception: [java.lang.Throwable]
                                steps: [{to: {id: caught, uri: "log:caught"}}]
                            doFinally:
                              steps: [{to: {id: last, uri: "log:last"}}]
                """;
        assertThat(new Trial(directory, scenario).test("mocks: {one: {}, caught: {}, last: {}}\n"
                + "input: [{to: list, body: [1, 2, 3], killed-before: second}]\n"
                + "expect: {mocks: {one: [{body: 1}], caught: [], last: []}}").differences()).isEmpty();
    }

    @Test
    void otherExchangesBesideAKilledInputAreNotConsideredDead() throws IOException {
        String scenario = """
                - route:
                    id: a
                    from: {uri: "direct:a", steps: [{wireTap: {id: tap, uri: "direct:b"}}, {to: {id: next, uri: "log:next"}}]}
                - route:
                    id: b
                    from: {uri: "direct:b", steps: [{delay: {id: slow, constant: "300"}}, {to: {id: done, uri: "log:done"}}]}
                """;
        assertThat(new Trial(directory, scenario).test("mocks: {done: {}}\ninput: [{to: a, body: x, killed-before: next}]\n"
                + "expect: {mocks: {done: [{body: x}]}}").differences()).isEmpty();
    }

    @Test
    void anInputThatDoesNotReachItsKillPointIsReported() throws IOException {
        assertThat(lead("input: [{to: web, body: Ann Lee, killed-before: create}]").differences())
                .singleElement().asString().startsWith("input 1: to come to create | ");
        assertThat(lead("input: [{to: wlcro-create-lead, body: " + Trial.ANN + ", killed-before: create}]").differences())
                .containsExactly("input 1: to come to create | it did not");
    }

    @Test
    void anExpectationCanCoverTheHttpAnswerToAnUnhandledFailure() throws IOException {
        assertThat(lead("mocks: {create: {fails: NotFound}}\ninput: [{to: web, body: " + Trial.ANN
                + ", result: {headers: {CamelHttpResponseCode: 404}, body: {title: NotFound}}}]").differences()).isEmpty();
        assertThat(lead("mocks: {create: {fails: NotFound}}\ninput: [{to: web, body: " + Trial.ANN + "}]").differences())
                .singleElement().asString().startsWith("input 1: no failure | NotFound");
    }

    @Test
    void theSandboxHasTheFaultsOfTheTest() throws IOException {
        assertThat(lead("sandbox: {script: [{status: 503, headers: {Retry-After: \"0\"}}, {fault: resetBefore}]}\n"
                + "properties: {wlcro.retry.max-attempts: \"2\"}\n"
                + "input: [{to: web, body: " + Trial.ANN + ", fails: OutcomeUnknown}]\nexpect: {requests: 2, records: []}")
                .differences()).isEmpty();
    }

    @Test
    void eachTestStartsWithAnEmptySandbox() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n" + ("  - name: NAME\n    " + INPUT
                + "    expect: {requests: 1, records: [{first_name: Ann}]}\n").repeat(2)
                .replaceFirst("NAME", "one").replaceFirst("NAME", "two")).report())
                .isEqualTo("it.test.yaml\n  ok      one\n  ok      two\n2 passed, 0 failed\n");
    }

    @Test
    void backgroundExchangesAreWaitedFor() throws IOException {
        String scenario = """
                - route:
                    id: first
                    from:
                      uri: timer:never
                      steps:
                        - to: {id: queue, uri: "seda:later"}
                - route:
                    id: later
                    from:
                      uri: seda:later
                      steps:
                        - delay: {id: a-while, constant: "200"}
                        - to: {id: create, uri: "direct:wlcro-create-lead"}
                """;
        assertThat(new Trial(directory, scenario).test("input: [{to: first, body: " + Trial.ANN + "}]\n"
                + "expect: {records: [{first_name: Ann}]}").differences()).isEmpty();
        assertThat(new Trial(directory, scenario).test("input: [{to: first, body: " + Trial.ANN + "}]\n"
                + "expect: {requests: 0}").differences()).containsExactly("requests: 0 | 1");
    }

    @Test
    void noInputIsReceivedExceptFromTheTest() throws IOException {
        Path inbox = Files.createDirectory(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("ann.json"), "{}");
        assertThat(new Trial(directory, """
                - route:
                    id: watch
                    from:
                      uri: file:%s?delete=true
                      steps:
                        - to: {id: create, uri: "direct:wlcro-create-lead"}
                - route:
                    id: tick
                    from:
                      uri: timer:tick?period=10
                      steps:
                        - to: {id: again, uri: "direct:wlcro-create-lead"}
                """.replace("%s", inbox.toString())).test("input: [{to: watch, body: " + Trial.ANN + "}]\nexpect: {requests: 1}").differences())
                .isEmpty();
        assertThat(inbox.resolve("ann.json")).exists();
    }

    @Test
    void noOtherApiIsCalledWhateverTheEnvironment() throws IOException {
        Trial trial = lead(INPUT + "expect: {requests: 1}");
        try (Sandbox real = Sandbox.start(SandboxConfig.defaults())) {
            Terminal terminal = Terminal.run(Map.of("wlcro.base-url", real.baseUrl().toString(),
                    "wlcro.api-key", SandboxConfig.DEFAULT_KEY), "", "test", trial.file().toString());
            assertThat(terminal.exit()).as(terminal.out()).isZero();
            assertThat(real.stats().requests()).isZero();
        }
    }

    @Test
    void aFailedTestIsReportedWithTheReceivedRequests() throws IOException {
        Trial trial = lead(INPUT + "expect: {requests: 2, records: [{first_name: Bob}]}");
        assertThat(trial.report()).isEqualTo("""
                it.test.yaml
                  FAILED  it
                          records[0].first_name
                            expected: "Bob"
                            found:    "Ann"
                          requests
                            expected: 2
                            found:    1
                          The API received
                            POST /api/v1/integrations/leads 200
                0 passed, 1 failed
                """);
        assertThat(Terminal.run(Map.of(), "", "test", trial.file().toString()).exit()).isOne();
    }

    @Test
    void aMissingFileIsReportedInOneLine() {
        Terminal terminal = Terminal.run(Map.of(), "", "test", directory.resolve("no.test.yaml").toString());
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("no.test.yaml cannot be read");
        Terminal folder = Terminal.run(Map.of(), "", "test", directory.toString());
        assertThat(folder.exit()).isEqualTo(2);
        assertThat(folder.complaint()).contains("There is no file in ").contains("that ends in .test.yaml");
    }
}
