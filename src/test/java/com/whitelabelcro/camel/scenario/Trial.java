package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.scenario.TestRun.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A scenario and a file of tests in a directory, and how {@code wlcro test} finds them. */
final class Trial {

    /** Makes a lead of what is posted, tells the team on a queue, and answers with the lead's id. */
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

    /** Writes the file of tests. */
    Trial tests(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return this;
    }

    /** Writes the only test of the file; what it says begins in the first column. */
    Trial test(String yaml) throws IOException {
        return tests("tests:\n  - name: it\n" + yaml.indent(4));
    }

    /** Runs the only test. */
    TestResult result() throws IOException {
        TestFile read = TestFileReader.read(file);
        return new TestRun(read, read.tests().get(0), ScenarioTests.PATIENCE).run();
    }

    /** What is not as it should be, in short. */
    List<String> differences() throws IOException {
        return result().differences().stream()
                .map(each -> each.where() + ": " + each.expected() + " | " + each.found()).toList();
    }

    /** What is printed. */
    String report() throws IOException {
        StringWriter text = new StringWriter();
        new ScenarioTests(List.of(file), new PrintWriter(text)).run();
        return text.toString().replace(directory + "/", "");
    }

    /** What the user is told instead of a report: one line. */
    String mistake() {
        Throwable told = catchThrowable(this::report);
        assertThat(told).isInstanceOf(ConfigurationException.class);
        assertThat(told.getMessage().lines()).hasSize(1);
        return told.getMessage().replace(directory + "/", "");
    }
}
