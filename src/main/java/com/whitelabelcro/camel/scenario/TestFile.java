package com.whitelabelcro.camel.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A file of tests.
 *
 * @param path where it is
 * @param scenario the routes that it tests
 * @param tests in the order of the file
 */
record TestFile(Path path, Path scenario, List<TestCase> tests) {

    static final String SUFFIX = ".test.yaml";
}
