package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs tests of scenarios, each {@code NAME.test.yaml} against a sandbox of its own. */
public final class ScenarioTests {

    private final Configuration configuration;
    private final List<TestFile> files;

    /**
     * Reads them.
     *
     * @param names files, or folders of which all tests are meant
     * @throws ConfigurationException if one cannot be read, or if something is wrong with it
     */
    public ScenarioTests(Configuration configuration, List<String> names) {
        this.configuration = configuration;
        this.files = names.stream().flatMap(name -> files(Path.of(name)).stream()).distinct().map(TestFile::read).toList();
    }

    private static List<Path> files(Path name) {
        if (!Files.exists(name)) {
            throw new ConfigurationException("There is no such file: " + name);
        } else if (!Files.isDirectory(name)) {
            return List.of(name);
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(name)) {
            all.filter(each -> each.toString().endsWith(TestFile.SUFFIX)).sorted().forEach(found::add);
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + name + " cannot be read");
        }
        if (found.isEmpty()) {
            throw new ConfigurationException("There is no " + "NAME" + TestFile.SUFFIX + " in " + name);
        }
        return found;
    }

    /**
     * Runs all of them and reports.
     *
     * @return whether all passed
     */
    public boolean run(PrintWriter out) throws Exception {
        TestReport report = new TestReport(out);
        for (TestFile file : files) {
            report.file(file.path());
            for (TestCase test : file.tests()) {
                report.add(run(test));
            }
        }
        report.end();
        return report.clean();
    }

    List<TestFile> files() {
        return files;
    }

    TestResult run(TestCase test) throws Exception {
        return new TestRun(configuration, test).run();
    }
}
