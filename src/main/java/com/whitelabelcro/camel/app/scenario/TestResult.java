package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.util.List;

/**
 * What came of a test.
 *
 * @param test which
 * @param problems what is not as it should be, one line each; none: it passed
 * @param requests what the API received
 */
record TestResult(TestCase test, List<String> problems, List<SandboxRequest> requests) {

    boolean passed() {
        return problems.isEmpty();
    }
}
