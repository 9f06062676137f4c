package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import com.whitelabelcro.camel.scenario.TestFileReader.TestFile;
import com.whitelabelcro.camel.scenario.TestRun.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs test files and reports the result of each test. */
public final class ScenarioTests {

    private static final String SCENARIO = ".camel.yaml";

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<TestFile> files = new ArrayList<>();
    private final PrintWriter out;
    private int passed;
    private int failed;

    /**
     * Reads test files.
     *
     * @param paths files, or folders that contain files whose names end in {@code .test.yaml}
     * @throws ConfigurationException if a file cannot be read or is not valid
     */
    public ScenarioTests(List<Path> paths, PrintWriter out) {
        this.out = out;
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? inFolder(path) : List.of(testOf(path))) {
                files.add(TestFileReader.read(file));
            }
        }
    }

    /** The file itself; for a scenario, the test file beside it. */
    private static Path testOf(Path file) {
        String name = file.toString();
        Path beside = name.endsWith(SCENARIO) ? Path.of(name.substring(0, name.length() - SCENARIO.length()) + TestFile.SUFFIX) : file;
        if (!beside.equals(file) && !Files.exists(beside)) {
            throw new ConfigurationException(file + " is a scenario, and there is no test beside it, " + beside);
        }
        return beside;
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> found = inside.filter(each -> each.toString().endsWith(TestFile.SUFFIX)).sorted().toList();
            if (found.isEmpty()) {
                throw new ConfigurationException("There is no file in " + folder + " that ends in " + TestFile.SUFFIX);
            }
            return found;
        } catch (IOException e) {
            throw new ConfigurationException("The folder " + folder + " cannot be read");
        }
    }

    /**
     * Runs the tests.
     *
     * @return whether all tests passed
     * @throws ConfigurationException if a test cannot be run as it is written
     */
    public boolean run() throws IOException {
        for (TestFile file : files) {
            boolean first = true;
            for (TestCase test : file.tests()) {
                TestResult result = new TestRun(file, test, PATIENCE).run();
                if (first) {
                    out.println(file.path());
                    first = false;
                }
                tell(result);
            }
        }
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
        return failed == 0;
    }

    private void tell(TestResult result) {
        if (result.passed()) {
            passed++;
            out.println("  ok      " + result.name());
        } else {
            failed++;
            out.println("  FAILED  " + result.name());
            result.differences().forEach(this::tell);
            if (result.requests().isEmpty()) {
                out.println("          The API received nothing");
            } else {
                out.println("          The API received");
                result.requests().forEach(this::tell);
            }
        }
        out.flush();
    }

    private void tell(Difference difference) {
        out.println("          " + difference.where());
        out.println("            expected: " + difference.expected());
        out.println("            found:    " + difference.found());
    }

    private void tell(SandboxRequest request) {
        out.println("            " + request.method() + " " + request.path() + " "
                + (request.status() == 0 ? "no answer" : request.status())
                + (request.fault() == null ? "" : " (" + request.fault() + ")"));
    }
}
