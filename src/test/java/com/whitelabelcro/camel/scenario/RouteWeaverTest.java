package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import com.whitelabelcro.camel.scenario.TestFileReader.TestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All routes can be tested and all steps replaced; the rest of the route behaves as without a test. */
class RouteWeaverTest {

    private static final String SHARED = """
            - routeConfiguration:
                id: shared
                intercept:
                  - intercept: {id: i, steps: [{to: {id: seen, uri: "log:seen"}}]}
                onCompletion:
                  - onCompletion: {id: oc, steps: [{to: {id: end, uri: "log:end"}}]}
                onException:
                  - onException:
                      id: oe
                      exception: [java.lang.Exception]
                      handled: {constant: {expression: "true"}}
                      steps: [{to: {id: failed, uri: "log:failed"}}]
            - route:
                id: a
                routeConfigurationId: shared
                from: {uri: "timer:a", steps: [{to: {id: one, uri: "log:one"}}]}
            - route:
                id: b
                routeConfigurationId: shared
                from: {uri: "timer:b", steps: [{to: {id: two, uri: "log:two"}}]}
            """;
    private static final String EIPS = """
            - route:
                id: a
                from:
                  uri: timer:a
                  steps:
                    - choice:
                        id: choice
                        when: [{id: when, simple: "${body} == 1", steps: [{to: {id: inside, uri: "direct:none"}}]}]
                        otherwise: {id: otherwise, steps: [{to: {id: other, uri: "direct:none"}}]}
                    - split: {id: split, simple: "${body}", steps: [{to: {id: each, uri: "direct:none"}}]}
                    - doTry:
                        id: try
                        steps: [{to: {id: tried, uri: "direct:none"}}]
                        doCatch: [{id: catch, exception: [java.lang.Exception], steps: [{to: {id: caught, uri: "direct:none"}}]}]
                    - toD: {id: dynamic, uri: "direct:${body}"}
                    - delay: {id: delay, constant: "60000"}
                    - wireTap: {id: tap, uri: "direct:none"}
                    - enrich: {id: enrich, constant: "direct:none"}
                    - pollEnrich: {id: poll, constant: "file:none", timeout: "60000"}
                    - kamelet: {id: kamelet, name: wlcro-create-lead-action}
                    - throwException: {id: throw, exceptionType: java.lang.IllegalStateException, message: x}
            """;

    @TempDir
    private Path directory;

    private Trial trial(String scenario, String test) throws IOException {
        return new Trial(directory, scenario).test(test);
    }

    @Test
    void everyKindOfStepCanBeReplaced() throws IOException {
        assertThat(trial(EIPS, """
                mocks: {choice: {}, split: {}, try: {}, dynamic: {}, delay: {}, tap: {}, enrich: {}, poll: {}, kamelet: {}, throw: {}}
                input: [{to: a}]
                expect:
                  requests: 0
                  mocks: {choice: [{}], split: [{}], try: [{}], dynamic: [{}], delay: [{}], tap: [{}], enrich: [{}], poll: [{}], kamelet: [{}], throw: [{}]}
                """).differences()).isEmpty();
    }

    @Test
    void aStepWithinAnotherCanBeReplaced() throws IOException {
        assertThat(trial(EIPS, """
                mocks: {inside: {}, other: {}, each: {}, tried: {fails: NotFound}, caught: {}, dynamic: {}, delay: {}, tap: {}, enrich: {}, poll: {}, kamelet: {}, throw: {}}
                input: [{to: a, body: "1"}, {to: a, body: "2"}]
                expect: {mocks: {inside: [{body: 1}], other: [{body: 2}], each: [{}, {}], caught: [{}, {}], throw: [{}, {}]}}
                """).differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"when", "otherwise", "catch"})
    void branchesAndClausesAreNotSteps(String id) throws IOException {
        assertThat(trial(EIPS, "mocks: {" + id + ": {}}\ninput: [{to: a}]").mistake())
                .contains("the mock " + id + " names no step").contains("(there are caught, choice, ");
    }

    @Test
    void theStepsOfARouteConfigurationCanBeReplacedForAllRoutesThatShareIt() throws IOException {
        assertThat(trial(SHARED, """
                mocks: {one: {fails: NotFound}, two: {fails: Conflict}, failed: {}, end: {}}
                input: [{to: a}, {to: b}]
                expect: {mocks: {one: [{}], two: [{}], failed: [{}, {}], end: [{}, {}]}}
                """).differences()).isEmpty();
    }

    /** A route from direct without a mock is not changed at all. */
    @ParameterizedTest
    @ValueSource(strings = {"direct:a", "timer:a"})
    void anInterceptorRunsAsOftenAsWithoutATest(String from) throws IOException {
        String mock = from.startsWith("timer") ? "mocks: {one: {}}\n" : "";
        assertThat(trial("""
                - routeConfiguration:
                    id: shared
                    intercept:
                      - intercept: {id: i, steps: [{setHeader: {id: count, name: Count, simple: "${header.Count}+"}}]}
                - route:
                    id: a
                    routeConfigurationId: shared
                    from: {uri: "%s", steps: [{to: {id: one, uri: "log:one"}}, {setBody: {id: two, constant: x}}]}
                """.replace("%s", from), mock + "input: [{to: a, result: {headers: {Count: ++}}}]").differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timer:x            | a timer
            {{in:timer:x}}     | a placeholder
            kamelet:no-such    | a Kamelet that is not there
            kafka:leads        | a component that is not there
            platform-http:/x   | the web
            seda:x             | a queue
            direct:x           | another route
            """)
    void aRouteIsReachedWhateverItsTrigger(String from, String what) throws IOException {
        assertThat(trial("- route:\n    id: x\n    autoStartup: " + !from.startsWith("timer") + "\n    from:\n      uri: \"" + from
                + "\"\n      steps: [{setBody: {id: b, simple: \"${body}!\"}}]\n",
                "input: [{to: x, body: hello, result: {body: hello!}}]").differences()).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            platform-http:/x   | java.lang.String        | InOut
            file:inbox         | java.lang.String        | InOnly
            timer:x            | java.lang.String        | InOnly
            direct:x           | java.util.LinkedHashMap | InOut
            seda:x             | java.util.LinkedHashMap | InOut
            """)
    void aMapIsJsonTextWhereSomethingComesFromOutside(String from, String type, String pattern) throws IOException {
        assertThat(trial("- route:\n    id: x\n    from:\n      uri: " + from + "\n      steps: [{setBody: {id: b, simple:"
                + " \"${body.getClass().getName()} ${exchange.pattern}\"}}]\n",
                "input: [{to: x, body: {a: 1}, result: {body: " + type + " " + pattern + "}}]").differences()).isEmpty();
    }

    @Test
    void aRouteWithoutAnIdHasTheIdThatCamelAssigns() throws IOException {
        Trial trial = trial("- from: {uri: \"timer:x\", steps: [{setBody: {id: b, constant: hi}}]}\n",
                "input: [{to: route1, result: {body: hi}}]");
        assertThat(trial.differences()).isEmpty();
        assertThat(trial.differences()).as("the next test counts from one again").isEmpty();
    }

    @Test
    void aRouteOfATemplateIsTestedLikeAnyOther() throws IOException {
        assertThat(trial("""
                - routeTemplate:
                    id: greet
                    parameters: [{name: who}]
                    from:
                      uri: "timer:{{who}}"
                      steps: [{to: {id: ask, uri: "direct:none"}}, {setBody: {id: b, constant: "hello {{who}}"}}]
                - templatedRoute: {routeTemplateRef: greet, routeId: greet-ann, parameters: [{name: who, value: Ann}]}
                """, "mocks: {ask: {}}\ninput: [{to: greet-ann, result: {body: hello Ann}}]\nexpect: {mocks: {ask: [{}]}}")
                .differences()).isEmpty();
    }

    @Test
    void anActionOfTheUserIsCalledByItsRoute() throws IOException {
        assertThat(trial("""
                - templatedRoute:
                    routeTemplateRef: wlcro-action
                    routeId: make
                    parameters:
                      - {name: name, value: make-lead}
                      - {name: method, value: POST}
                      - {name: path, value: /api/v1/integrations/leads}
                      - {name: schema, value: "classpath:wlcro/schemas/create-lead.json"}
                """, "input: [{to: make, body: " + Trial.ANN + "}]\nexpect: {requests: 1, records: [{first_name: Ann}]}")
                .differences()).isEmpty();
    }

    @Test
    void anActionIsCalledByItsName() throws IOException {
        assertThat(trial(SHARED, "input:\n  - {to: wlcro-create-lead, body: " + Trial.ANN + ", result: {body: {client_id: 10001}}}\n"
                + "  - {to: wlcro-dead-letter, body: {city: Bern}, headers: {WlcroAction: update-lead}}\n"
                + "expect: {dead-letters: [{action: update-lead, body: {city: Bern}}]}").differences()).isEmpty();
    }

    @Test
    void delayedExchangesAreWaitedFor() throws IOException {
        String scenario = """
                - route:
                    id: a
                    from:
                      uri: timer:a
                      steps:
                        - aggregate:
                            id: together
                            correlationExpression: {constant: {expression: "true"}}
                            completionTimeout: "300"
                            aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                            steps: [{to: {id: out, uri: "log:out"}}]
                """;
        assertThat(trial(scenario, "mocks: {out: {}}\ninput: [{to: a, body: x}, {to: a, body: y}]\n"
                + "expect: {mocks: {out: [{body: [x, y]}]}}").differences()).isEmpty();
    }

    @Test
    void anExchangeThatDoesNotEndIsReported() throws IOException {
        Trial trial = trial("""
                - route:
                    id: a
                    from: {uri: "timer:a", steps: [{wireTap: {id: tap, uri: "direct:b"}}]}
                - route:
                    id: b
                    from: {uri: "direct:b", steps: [{delay: {id: long, constant: "60000"}}]}
                """, "input: [{to: a}]");
        TestFile file = TestFileReader.read(trial.file());
        assertThat(new TestRun(file, file.tests().get(0), Duration.ofSeconds(1)).run().differences())
                .containsExactly(new Difference("the scenario", "an end within 1 s", "still under way in b"));
    }

    @Test
    void eachConnectionHasAKeyOfItsOwnUnlessTheTestDefinesTheKeys() throws IOException {
        String acme = "properties: {wlcro.connections.acme.api-key: any}\n";
        String input = "input: [{to: wlcro-create-lead, headers: {WlcroConnection: acme}, body: " + Trial.ANN;
        assertThat(trial(SHARED, acme + input + "}]\nexpect: {records: [{connection: acme}]}").differences()).isEmpty();
        assertThat(trial(SHARED, acme + "sandbox: {keys: [wlcro_live_1_one, {key: wlcro_live_2_two, scopes: []}]}\n" + input
                + ", fails: Forbidden}]").differences()).isEmpty();
    }

    @Test
    void theDirectoryOfATestIsDeletedAfterIt() throws IOException {
        Trial trial = trial("""
                - route:
                    id: keep
                    from:
                      uri: direct:keep
                      steps: [{to: {id: f, uri: "file:{{test.directory}}/deep/er"}}, {setBody: {id: b, simple: "{{test.directory}}"}}]
                """, "input: [{to: keep, body: hello, result: {body: /nowhere/}}]");
        String made = trial.result().differences().get(0).found().replace("\"", "");
        assertThat(made).contains("wlcro-test");
        assertThat(Path.of(made)).doesNotExist();
    }

    @Test
    void aPropertyThatTheTestDoesNotDefineIsReported() throws IOException {
        assertThat(trial("- route:\n    id: x\n    from: {uri: \"timer:x\", steps: [{to: {id: t, uri: \"{{team.chat}}\"}}]}\n",
                "input: [{to: x}]").mistake())
                .contains("team.chat").endsWith("; say it under properties: a test reads no other");
    }

    @Test
    void noPlaceholderOfAScenarioResolvesToAKeyOfTheUser() throws IOException {
        Trial trial = trial("- route:\n    id: x\n    from: {uri: \"timer:x\", steps: [{setBody: {id: b, constant:"
                + " \"{{wlcro.api-key:none}}\"}}]}\n", "input: [{to: x, result: {body: none}}]");
        Terminal terminal = Terminal.run(Map.of("wlcro.api-key", "wlcro_live_7_other"), "", "test", trial.file().toString());
        assertThat(terminal.exit()).as(terminal.out()).isZero();
    }

    @Test
    void aStreamThatAMockReadsIsAvailableToTheNextStep() throws IOException {
        assertThat(trial("""
                - route:
                    id: x
                    streamCache: "false"
                    from:
                      uri: timer:x
                      steps:
                        - convertBodyTo: {id: c, type: java.io.InputStream}
                        - to: {id: look, uri: "log:x"}
                        - convertBodyTo: {id: s, type: java.lang.String}
                """, "mocks: {look: {}}\ninput: [{to: x, body: hello, result: {body: hello}}]\nexpect: {mocks: {look: [{body: hello}]}}")
                .differences()).isEmpty();
    }
}
