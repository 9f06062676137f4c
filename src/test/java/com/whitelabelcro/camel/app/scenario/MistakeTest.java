package com.whitelabelcro.camel.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a file of tests, or in its scenario, is told in one line: where, what, and what was probably meant. */
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
            mocks: {chatt: {}}                         | the mock chatt names no step; did you mean chat?
            mocks: {chat: {fails: Unavailabel}}        | there is no error Unavailabel; did you mean Unavailable?
            mocks: {chat: {times: 2}}                  | times says how often it fails, and needs fails
            mocks: {chat: {fails: NotFound, times: 0}} | times must be at least 1
            expect: {record: []}                       | unknown name record; did you mean records?
            expect: {requests: many}                   | requests must be a whole number
            expect: {mocks: {chat: []}}                | the step chat is not mocked
            expect: {files: {../x: y}}                 | the file ../x is not below the directory of the test
            expect: {records: [{a: /(/}]}              | /(/ is no regular expression
            expect: {dead-letters: [{acton: x}]}       | unknown name acton; did you mean action?
            sandbox: {status530: 1}                    | sandbox: There is no setting "status530"
            properties: {wlcro.limitt: 5}              | Unknown property wlcro.limitt; did you mean wlcro.limit?
            properties: {a: [1]}                       | the property a must be a text
            """)
    void aSlipIsToldWithItsPlace(String said, String told) throws IOException {
        String mistake = new Trial(directory, Trial.LEAD).test(said).mistake();
        assertThat(mistake).startsWith("it.test.yaml, test ").containsIgnoringCase(told);
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n  - name: it\n input: []\n").mistake())
                .startsWith("it.test.yaml, line 3: ");
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n  - name: it\n    name: it\n").mistake())
                .startsWith("it.test.yaml, line 3: ");
    }

    @Test
    void twoTestsOfOneNameAreRefused() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD).tests("tests:\n  - name: it\n  - name: it\n").mistake())
                .isEqualTo("it.test.yaml, test \"it\": there is another test of that name");
    }

    @Test
    void aScenarioThatIsNotThereIsToldByItsName() throws IOException {
        Trial trial = new Trial(directory, Trial.LEAD).test("input: []");
        Files.delete(directory.resolve("it.camel.yaml"));
        assertThat(trial.mistake()).contains("there is no scenario").contains("it.camel.yaml");
    }

    @Test
    void aScenarioThatCannotStartIsToldByItsPlace() throws IOException {
        assertThat(new Trial(directory, "- route:\n    id: x\n    from:\n      uri: direct:x\n      stepz: []\n")
                .test("input: [{to: x}]").mistake())
                .startsWith("it.test.yaml, test \"it\": ").contains("it.camel.yaml").contains("stepz");
        assertThat(new Trial(directory, "- route:\n    id: x\n    from:\n      uri: direct:x\n      steps:\n"
                + "        - to: direct:wlcro-creat-lead\n").test("input: [{to: x}]").mistake())
                .contains("did you mean direct:wlcro-create-lead?");
    }
}
