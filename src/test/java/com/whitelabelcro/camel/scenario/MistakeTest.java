package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a test file or in its scenario is reported in one line: the place, the problem and a suggestion. */
class MistakeTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            inputs: [{to: web}]                        | unknown name inputs; did you mean input?
            input: [{to: wed}]                         | there is no route wed; did you mean web?
            input: [{body: x}]                         | to is missing
            input: {to: web}                           | input must be a list
            input: [{to: web, results: {}}]            | unknown name results; did you mean result?
            input: [{to: web, result: {}, fails: X}]   | there is either a result, or it fails
            input: [{to: web, killed-before: tel}]     | the killed-before tel names no step; did you mean tell?
            input: [{to: web, killed-before: tell, fails: X}] | what is killed gives neither a result nor a failure
            mocks: {chatt: {}}                         | the mock chatt names no step; did you mean chat?
            mocks: {chat: {fails: Unavailabel}}        | there is no error Unavailabel; did you mean Unavailable?
            input: [{to: web, fails: }]                | fails has no value
            input: [{to: web}, null]                   | input 2 has no value
            input: [{to: web}, {to: web, headers: x}]  | input 2: headers must be a map
            mocks: {chat: {fails: NotFound, times: 1.5}} | times must be a whole number
            mocks: {chat: {fails: NotFound, times: 3000000000}} | times must be a whole number
            expect: {records: }                        | records has no value
            mocks: {chat: {times: 2}}                  | times says how often it fails, and needs fails
            mocks: {chat: {fails: NotFound, times: 0}} | times must be at least 1
            expect: {record: []}                       | unknown name record; did you mean records?
            expect: {requests: many}                   | requests must be a whole number
            expect: {mocks: {chat: []}}                | the step chat is not mocked
            expect: {records: [x]}                     | records 1 must be a map
            expect: {files: {../x: y}}                 | the file ../x is not below the directory of the test
            expect: {records: [{a: /(/}]}              | /(/ is no regular expression
            expect: {dead-letters: [{acton: x}]}       | unknown name acton; did you mean action?
            sandbox: {status530: 1}                    | sandbox: There is no setting "status530"
            properties: {wlcro.limitt: 5}              | Unknown property wlcro.limitt; did you mean wlcro.limit?
            sandbox: {period: 60}                      | sandbox: period: 60 has no unit; write "60s" or "60ms"
            properties: {wlcro.period: 60}             | wlcro.period: 60 has no unit; write 60s or 60ms
            properties: {a: [1]}                       | properties: a must be a text
            """)
    void aMistakeIsReportedWithItsPlace(String said, String told) throws IOException {
        String mistake = new Trial(directory, Trial.LEAD).test(said).mistake();
        assertThat(mistake).startsWith("it.test.yaml, test ").containsIgnoringCase(told);
    }

    @Test
    void anUnknownNameInWhatReachedAMockIsRefused() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD)
                .test("mocks: {chat: {}}\nexpect: {mocks: {chat: [{bdy: x}]}}").mistake())
                .contains("unknown name bdy; did you mean body?");
    }

    @Test
    void invalidYamlIsReportedWithItsLine() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n  - name: it\n input: []\n").mistake())
                .startsWith("it.test.yaml, line 3: ");
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n  - name: it\n    name: it\n").mistake())
                .startsWith("it.test.yaml, line 3: ");
    }

    @Test
    void unsupportedYamlIsRefused() throws IOException {
        Trial trial = new Trial(directory, Trial.LEAD);
        assertThat(trial.tests("tests:\n  - name: it\n    input: [{to: web, body: &ann {a: 1}}, {to: web, body: *ann}]\n").mistake())
                .isEqualTo("it.test.yaml, line 3: an alias (*ann) is not understood here; write it out");
        assertThat(trial.tests("tests:\n  - name: it\n---\ntests: []\n").mistake())
                .isEqualTo("it.test.yaml, line 4: one document is expected, and here a second begins");
        Files.write(trial.file(), new byte[] {'a', ':', (byte) 0xe4});
        assertThat(trial.mistake()).isEqualTo("it.test.yaml cannot be read; is it there, and UTF-8 text?");
        assertThat(trial.tests("").mistake()).isEqualTo("it.test.yaml: a map is expected, with scenario, tests");
        assertThat(trial.tests("tests: []").mistake()).startsWith("it.test.yaml: there is no test in it");
    }

    @Test
    void noTestRunsIfALaterFileIsInvalid() throws IOException {
        Trial trial = new Trial(directory, Trial.LEAD).test("input: []");
        Path wrong = Files.writeString(directory.resolve("wrong.test.yaml"), "scenario: it.camel.yaml\ntest: []\n");
        Terminal terminal = Terminal.run(Map.of(), "", "test", trial.file().toString(), wrong.toString());
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("wrong.test.yaml: unknown name test; did you mean tests?");
    }

    @Test
    void aFileWithAnotherNameMustNameItsScenario() throws IOException {
        new Trial(directory, Trial.LEAD);
        Path other = Files.writeString(directory.resolve("other.yaml"), "tests: [{name: it}]");
        assertThat(Terminal.run(Map.of(), "", "test", other.toString()).complaint())
                .endsWith("other.yaml: say which scenario it tests, or name it as the scenario with .test.yaml");
        Files.writeString(other, "scenario: it.camel.yaml\ntests: [{name: it}]");
        assertThat(Terminal.run(Map.of(), "", "test", other.toString()).out()).contains("1 passed, 0 failed");
    }

    @Test
    void twoTestsWithTheSameNameAreRefused() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n  - name: it\n  - name: it\n").mistake())
                .isEqualTo("it.test.yaml, test \"it\": there is another test of that name");
    }

    @Test
    void aMissingScenarioIsReportedByItsName() throws IOException {
        Trial trial = new Trial(directory, Trial.LEAD).test("input: []");
        Files.delete(directory.resolve("it.camel.yaml"));
        assertThat(trial.mistake()).contains("there is no scenario").contains("it.camel.yaml");
    }

    @Test
    void aScenarioThatCannotStartIsReportedByItsPlace() throws IOException {
        assertThat(new Trial(directory, "- route:\n    id: x\n    from:\n      uri: direct:x\n      stepz: []\n")
                .test("input: [{to: x}]").mistake())
                .startsWith("it.test.yaml, test \"it\": ").contains("it.camel.yaml").contains("stepz");
        assertThat(new Trial(directory, "- route:\n    id: x\n    from:\n      uri: direct:x\n      steps:\n"
                + "        - to: direct:wlcro-creat-lead\n").test("input: [{to: x}]").mistake())
                .contains("did you mean direct:wlcro-create-lead?");
    }
}
