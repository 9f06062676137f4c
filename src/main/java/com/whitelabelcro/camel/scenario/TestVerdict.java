package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.util.List;

/**
 * How a test went.
 *
 * @param name of the test
 * @param differences what was not as expected; none: it has passed
 * @param requests what the API received
 */
record TestVerdict(String name, List<Difference> differences, List<SandboxRequest> requests) {

    boolean passed() {
        return differences.isEmpty();
    }
}
