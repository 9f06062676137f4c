package com.whitelabelcro.camel.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A test file.
 *
 * @param path the path of the file
 * @param scenario the file of the routes under test
 * @param tests the tests in the order of the file
 */
record TestFile(Path path, Path scenario, List<TestCase> tests) {

    static final String SUFFIX = ".test.yaml";

    /** The file and the test, for messages. */
    String place(TestCase test) {
        return path + ", test \"" + test.name() + "\"";
    }
}
