package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of expectation passes if it is met, and otherwise reports the place and the difference. */
class ExpectationTest {

    @TempDir
    private Path directory;

    private Trial lead(String rest) throws IOException {
        return new Trial(directory, Trial.LEAD).test("mocks: {chat: {}, write: {}}\n" + rest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "records: [{kind: lead, first_name: Ann, status: Lead - New, client_id: 10001, notes: []}]; ",
        "records: [{first_name: Bob}]; records[0].first_name: \"Bob\" | \"Ann\"",
        "records: []; records (0 expected, 1 there)",
        "records: [{notes: [{text: x}]}]; records[0].notes (1 expected, 0 there)",
        "requests: 1; ",
        "requests: 0; requests: 0 | 1",
        "dead-letters: []; ",
        "dead-letters: [{action: create-lead}]; dead-letters (1 expected, 0 there)",
        "'mocks: {chat: [{body: \"new: 10001\"}]}'; ",
        "'mocks: {chat: [{body: \"/^new: \\\\d+$/\", headers: {WlcroStatus: 200}}]}'; ",
        "mocks: {chat: [{body: old}]}; mocks.chat[0].body: \"old\" | \"new: 10001\"",
        "mocks: {chat: [{headers: {Code: 1}}]}; mocks.chat[0].headers.Code: 1 | nothing",
        "mocks: {chat: []}; mocks.chat (0 expected, 1 there)",
        "files: {a.txt: null}; ",
        "files: {a.txt: x}; files.a.txt: \"x\" | nothing",
    })
    void aDifferenceFromTheExpectedStateIsReported(String expectation, String difference) throws IOException {
        Trial trial = lead("input: [{to: web, body: " + Trial.ANN + "}]\nexpect: {" + expectation + "}");
        if (difference == null) {
            assertThat(trial.differences()).isEmpty();
        } else {
            assertThat(trial.differences()).singleElement().asString().startsWith(difference);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "result: {body: {client_id: 10001}, headers: {Code: 201}}; ",
        "result: {body: {client_id: 2}}; input 1, result.body.client_id: 2 | 10001",
        "result: {headers: {Code: 200}}; input 1, result.headers.Code: 200 | \"201\"",
        "fails: InvalidRequest; input 1: InvalidRequest | no failure",
    })
    void theOutputIsComparedWithTheExpectedResult(String expectation, String difference) throws IOException {
        Trial trial = lead("input: [{to: web, body: " + Trial.ANN + ", " + expectation + "}]");
        if (difference == null) {
            assertThat(trial.differences()).isEmpty();
        } else {
            assertThat(trial.differences()).containsExactly(difference);
        }
    }

    @Test
    void anUnexpectedFailureFailsTheTest() throws IOException {
        assertThat(lead("input: [{to: web, body: {}}]").differences()).singleElement().asString()
                .startsWith("input 1: no failure | InvalidRequest: create-lead on connection default: ");
    }

    @Test
    void anExpectedFailurePassesTheTest() throws IOException {
        assertThat(lead("input: [{to: web, body: {}, fails: InvalidRequest}]").differences()).isEmpty();
    }

    @Test
    void aFailureOtherThanTheExpectedOneFailsTheTest() throws IOException {
        assertThat(lead("input: [{to: web, body: {}, fails: NotFound}]").differences()).singleElement().asString()
                .startsWith("input 1: NotFound | InvalidRequest: ");
    }

    @Test
    void jsonTextIsComparedByContent() throws IOException {
        assertThat(new Trial(directory, Trial.LEAD)
                .test("input: [{to: web, body: " + Trial.ANN + ", result: {body: {client_id: 10001}}}]").differences())
                .isEmpty();
    }

    @Test
    void aFileInTheDirectoryOfTheTestIsComparedWithItsExpectedText() throws IOException {
        Trial trial = new Trial(directory, """
                - route:
                    id: keep
                    from:
                      uri: direct:keep
                      steps:
                        - to: {id: file, uri: "file:{{test.directory}}/out?fileName=a.txt"}
                """);
        assertThat(trial.test("input: [{to: keep, body: hello}]\nexpect: {files: {out/a.txt: hello}}").differences())
                .isEmpty();
        assertThat(trial.test("input: [{to: keep, body: hello}]\nexpect: {files: {out/a.txt: bye}}").differences())
                .containsExactly("files.out/a.txt: \"bye\" | \"hello\"");
    }
}
