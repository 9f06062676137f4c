package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.util.List;

/**
 * The result of a test.
 *
 * @param name the name of the test
 * @param differences the differences found; empty if the test passed
 * @param requests the requests that the sandbox received
 */
record TestVerdict(String name, List<Difference> differences, List<SandboxRequest> requests) {

    boolean passed() {
        return differences.isEmpty();
    }
}
