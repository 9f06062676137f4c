package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One test of a scenario, as its file says it.
 *
 * @param name what it shows
 * @param scenario the file it tests
 * @param at where it stands
 * @param sandbox how the API behaves
 * @param ownKeys whether the sandbox's keys are its own
 * @param properties what it sets; {@code wlcro.*} for the pack, the rest for the scenario
 * @param mocks the steps that are replaced, by id
 * @param inputs what goes in, one after the other
 * @param expect what must come of it, by {@link Expectations}
 */
record TestCase(String name, Path scenario, Yaml at, SandboxConfig sandbox, boolean ownKeys,
        Map<String, String> properties, Map<String, Mock> mocks, List<Input> inputs, Map<String, Yaml> expect) {

    /**
     * What a replaced step does.
     *
     * @param at where it stands
     * @param body what the body is afterwards; empty: what it was
     * @param headers what headers it sets
     * @param fails the error of ours that it throws; empty: none
     * @param times how often it throws it, before it does the rest
     */
    record Mock(Yaml at, Optional<Yaml> body, Map<String, Yaml> headers, Optional<String> fails, int times) {}

    /**
     * What goes in.
     *
     * @param at where it stands
     * @param to the id of the route
     * @param body the body
     * @param headers the headers
     * @param result what comes out, by body and headers; empty: whatever it is
     * @param fails the simple name of the exception that comes out; empty: none may
     */
    record Input(Yaml at, Yaml to, Optional<Yaml> body, Map<String, Yaml> headers, Optional<Yaml> result,
            Optional<Yaml> fails) {}

    @Override
    public String toString() {
        return name;
    }
}
