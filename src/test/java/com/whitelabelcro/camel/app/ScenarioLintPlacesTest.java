package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a scenario is reported with its file, line, route and step, and with a suggestion. */
@SystemTest
@Timeout(300)
class ScenarioLintPlacesTest {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path directory;

    /** A route that begins in line 1; its input is in line 4, its step begins in line 6. */
    private Path scenario(String from, String step) throws IOException {
        return Files.writeString(directory.resolve("it.camel.yaml"), "- route:\n    id: a\n    from:\n      uri: \"" + from
                + "\"\n      steps:\n        - " + step + "\n");
    }

    private String told(String from, String step) throws IOException {
        Terminal terminal = Terminal.run(Map.of(), "", "run", "--sandbox", scenario(from, step).toString());
        assertThat(terminal.exit()).isEqualTo(2);
        // Warnings of Camel may precede the line.
        return terminal.err().lines().reduce("", (before, line) -> line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {to: {id: s, uri: "kamelet:wlcro-create-leed-action"}}        | there is no Kamelet wlcro-create-leed-action; did you mean wlcro-create-lead-action?
            {to: {id: s, uri: "kamelet:google-sheets-snik"}}              | there is no Kamelet google-sheets-snik; did you mean google-sheets-sink?
            {to: {id: s, uri: "kamelet:wlcro-create-lead-action?first_nmae=Ann"}} | has no field 'first_nmae'; did you mean first_name?
            {to: {id: s, uri: "sql:select 1"}}                            | there is no component sql here; add camel-sql (docs/scenarios.md says how)
            {to: {id: s, uri: "lgo:x"}}                                   | there is no component lgo; did you mean log?
            {to: {id: s, uri: "log:x?shwoBody=true"}}                     | the component log has no option shwoBody; did you mean showBody?
            {to: {id: s, uri: "log:x?showBody=perhaps"}}                  | the option showBody has a value that is not allowed
            {to: {id: s, uri: "bean:wlcroCvs"}}                           | there is no bean wlcroCvs; did you mean wlcroCsv?
            {to: {id: s, uri: "direct:wlcro-create-laed"}}                | calls direct:wlcro-create-laed, and there is no such endpoint; did you mean direct:wlcro-create-lead?
            {setHeader: {id: s, name: WlcroConection, constant: acme}}    | sets the header WlcroConection, which the pack does not know; did you mean WlcroConnection?
            {setHeader: {id: s, name: WclroConnection, constant: acme}}   | sets the header WclroConnection, which the pack does not know; did you mean WlcroConnection?
            {setHeaders: {id: s, headers: [{name: "WlcroForce ", constant: true}]}} | sets the header WlcroForce , which the pack does not know; did you mean WlcroForce?
            {to: {id: s, uri: "log:{{my.log}}"}}                          | the property my.log is not set; give it a value in application.properties, or a default as in {{my.log:DEFAULT}}
            {setBody: {id: s, language: {language: simpel, expression: x}}} | there is no language simpel; did you mean simple?
            {setBody: {id: s, jq: {expression: .a}}}                      | there is no language jq here; add camel-jq (docs/scenarios.md says how)
            {unmarshal: {id: s, csv: {}}}                                 | there is no data format csv here; add camel-csv (docs/scenarios.md says how)
            {unmarshal: {id: s, custom: {ref: wlcroCvs}}}                 | there is no data format wlcroCvs; did you mean wlcroCsv?
            {setBody: {id: s, simple: "${bdy}"}}                          | Unknown function: bdy
            """)
    void aMistakeInAStepIsReportedWithItsPlace(String step, String told) throws IOException {
        assertThat(told("timer:x", step)).startsWith(directory.resolve("it.camel.yaml") + ", line 6 (route a, step s)").contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tmier:x               | there is no component tmier; did you mean timer?
            ftp:host/dir          | there is no component ftp here; add camel-ftp (docs/scenarios.md says how)
            cron:t?schedule=1     | there is no component cron here; add camel-cron (docs/scenarios.md says how)
            quartz:t?cron=1       | there is no component quartz here; add camel-quartz (docs/scenarios.md says how)
            timer:x?repeatCout=1  | the component timer has no option repeatCout; did you mean repeatCount?
            """)
    void aMistakeInAConsumerIsReportedWithItsPlace(String from, String told) throws IOException {
        assertThat(told(from, "{log: hi}")).isEqualTo(directory.resolve("it.camel.yaml") + ", line 4 (route a): " + told);
    }

    @Test
    void aFailureBeforeARouteExistsIsReportedWithItsLine() throws IOException {
        assertThat(told("timer:x", "{to: {id: s, uri: file, parameters: {directoryNam: out}}}"))
                .isEqualTo(directory.resolve("it.camel.yaml") + ", line 6: the component file needs the option directoryName,"
                        + " or the name of it is misspelt");
        assertThat(told("timer:x", "{setBodi: {constant: x}}")).contains("it.camel.yaml, line 6, column")
                .endsWith("; did you mean setBody?");
    }

    @Test
    void aHeaderThatIsKnownOrTheUsersOwnIsNoMistake() throws IOException {
        for (String name : List.of("wlcroconnection", "WlcroOfMine", "X-Connection", "CrmStatus", "WooAction")) {
            assertThat(told("timer:x", "{setHeader: {id: s, name: " + name + ", constant: x}}\n        - {to: {id: t, uri: \"lgo:x\"}}"))
                    .as(name).contains("there is no component lgo");
        }
    }

    /** Camel would run the route without any of the error handling that it names. */
    @Test
    void aRouteConfigurationThatDoesNotExistIsReported() throws IOException {
        Path file = Files.writeString(directory.resolve("it.camel.yaml"), """
                - routeConfiguration: {id: my-errors}
                - route: {id: a, routeConfigurationId: "my-errrors", from: {uri: "timer:x", steps: [{log: hi}]}}
                """);
        Terminal terminal = Terminal.run(Map.of(), "", "run", "--sandbox", file.toString());
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains(file + ", line 2 (route a) names the route configuration my-errrors, and there is none"
                + "; did you mean my-errors?");
    }

    /** Camel would silently drop what stands under the first of the two. */
    @Test
    void aKeyThatComesTwiceIsReported() throws IOException {
        Path file = Files.writeString(directory.resolve("it.camel.yaml"), """
                - route:
                    id: a
                    from:
                      uri: "timer:x"
                      steps: [{log: hi}]
                      steps: [{log: ho}]
                """);
        Terminal terminal = Terminal.run(Map.of(), "", "run", "--sandbox", file.toString());
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains(file + ", line 6: steps stands here twice");
    }

    @Test
    void aFailureThatNoScenarioHandlesIsOneLineWithItsPlaceAndNoData() throws Exception {
        Files.writeString(directory.resolve("it.camel.yaml"), """
                - route:
                    id: typed
                    from:
                      uri: "timer:once?repeatCount=1"
                      steps:
                        - setBody: {constant: '{"first_name":"Secretann"}'}
                        - to: {id: send, uri: "direct:wlcro-create-lead"}
                - route:
                    id: others
                    from:
                      uri: "timer:other?repeatCount=1"
                      steps:
                        - setBody: {constant: 'Secretann'}
                        - to: {uri: "direct:within"}
                - route:
                    id: within
                    from:
                      uri: "direct:within"
                      steps:
                        - unmarshal: {id: parse, json: {}}
                """);
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox", "it.camel.yaml")) {
            child.logs("step send");
            child.logs("step parse");
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.err()).doesNotContain("Secretann");
            assertThat(terminal.err().lines().filter(line -> line.contains("ERROR") || line.contains("WARN")).toList())
                    .hasSize(2)
                    .anyMatch(line -> line.endsWith("it.camel.yaml, line 7 (route typed, step send): InvalidRequest: create-lead on"
                            + " connection default: the request is not valid: last_name is required; email is required"))
                    .anyMatch(line -> line.endsWith("it.camel.yaml, line 20 (route within, step parse):"
                            + " com.fasterxml.jackson.core.JsonParseException (its message may contain data and is left out;"
                            + " --show-cause shows it)"));
        }
    }

    @Test
    void theCauseIsNotWrittenToALogFile() throws Exception {
        scenario("timer:x?fixedRate=Secretann", "{log: hi}");
        Terminal terminal = Child.run(directory, Map.of(), List.of(), "run", "--sandbox", "--show-cause", "it.camel.yaml");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains("The cause is shown on a terminal only").doesNotContain("Secretann");
    }

    @Test
    void theCauseIsShownOnATerminalWithoutTheValues() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SCRIPT));
        scenario("timer:x?fixedRate=Secretann", "{log: hi}");
        assertThat(onATerminal("it.camel.yaml")).contains("Cause: ").contains("PropertyBindingException")
                .contains("fixedRate=***").doesNotContain("Secretann");

        scenario("timer:x?repeatCount=1", "{setBody: {constant: '{Secretann'}}\n        - {unmarshal: {id: parse, json: {}}}");
        assertThat(onATerminal("it.camel.yaml")).contains("JsonParseException: ").contains("step parse").doesNotContain("Secretann");
    }

    /** The output of the process until it ends or has reported a failure. */
    private String onATerminal(String file) throws Exception {
        Path log = directory.resolve("typescript");
        Files.deleteIfExists(log);
        try (Child child = Child.startUnder(List.of("sh", "-c", "exec script -qefc \"$*\" typescript </dev/null", "sh"), directory, Map.of(),
                List.of(), "run", "--sandbox", "--show-cause", file)) {
            Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> !child.isAlive()
                    || Files.exists(log) && Files.readString(log).contains("step parse"));
        }
        return Files.readString(log);
    }
}
