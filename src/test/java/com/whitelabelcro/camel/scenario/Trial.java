package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.scenario.TestFileReader.TestFile;
import com.whitelabelcro.camel.scenario.TestRun.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A scenario and a test file in a directory, and the results of {@code wlcro test} for them. */
final class Trial {

    /** Creates a lead from the posted body, notifies the team on a queue, and answers with the id of the lead. */
    static final String LEAD = """
            - route:
                id: web
                from:
                  uri: platform-http:/leads
                  steps:
                    - unmarshal: {id: read, json: {unmarshalType: java.util.LinkedHashMap}}
                    - to: {id: create, uri: "direct:wlcro-create-lead"}
                    - wireTap: {id: tell, uri: "direct:tell"}
                    - setHeader: {id: code, name: Code, constant: "201"}
                    - setBody: {id: answer, simple: "${map(client_id,${body[client_id]})}"}
                    - marshal: {id: write, json: {}}
            - route:
                id: tell-team
                from:
                  uri: direct:tell
                  steps:
                    - delay: {id: a-while, constant: "30"}
                    - setBody: {id: news, simple: "new: ${body[client_id]}"}
                    - to: {id: chat, uri: "log:chat"}
            """;
    static final String ANN = "{first_name: Ann, last_name: Lee, email: ann@example.com}";

    private final Path directory;
    private final Path file;

    Trial(Path directory, String scenario) throws IOException {
        this.directory = directory;
        this.file = directory.resolve("it.test.yaml");
        Files.writeString(directory.resolve("it.camel.yaml"), scenario);
    }

    Path directory() {
        return directory;
    }

    Path file() {
        return file;
    }

    /** Writes the test file. */
    Trial tests(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return this;
    }

    /** Writes the only test of the file; its content begins in the first column. */
    Trial test(String yaml) throws IOException {
        return tests("tests:\n  - name: it\n" + yaml.indent(4));
    }

    /** Runs the only test. */
    TestResult result() throws IOException {
        TestFile read = TestFileReader.read(file);
        return new TestRun(read, read.tests().get(0), ScenarioTests.PATIENCE).run();
    }

    /** The differences, in a short form. */
    List<String> differences() throws IOException {
        return result().differences().stream()
                .map(each -> each.where() + ": " + each.expected() + " | " + each.found()).toList();
    }

    /** The printed report. */
    String report() throws IOException {
        StringWriter text = new StringWriter();
        new ScenarioTests(List.of(file), new PrintWriter(text)).run();
        return text.toString().replace(directory + "/", "");
    }

    /** The message that is printed instead of a report: one line. */
    String mistake() {
        Throwable told = catchThrowable(this::report);
        assertThat(told).isInstanceOf(ConfigurationException.class);
        assertThat(told.getMessage().lines()).hasSize(1);
        return told.getMessage().replace(directory + "/", "");
    }
}
