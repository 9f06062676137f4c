package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The environment of one test, shared with no other test: a sandbox, a directory, and a configuration that ignores environment
 * variables and contains no other server than this sandbox.
 */
final class TestEnvironment implements AutoCloseable {

    private static final String OURS = "wlcro.";

    private final Path directory;
    private final Configuration configuration;
    private final List<String> connections = new ArrayList<>(List.of(Connection.DEFAULT));
    private final Sandbox sandbox;

    TestEnvironment(TestCase test) throws IOException {
        directory = Files.createTempDirectory("wlcro-test");
        configuration = Configuration.load(directory, Map.of(), new Properties());
        configuration.others().setProperty("test.directory", directory.toString());
        test.properties().forEach(this::set);
        configuration.connections().stream().filter(each -> !connections.contains(each)).forEach(connections::add);
        SandboxConfig config = config(test);
        sandbox = Sandbox.start(config);
        configuration.onSandbox(sandbox.baseUrl(), connection -> key(connection, config.keys()));
        preset(test, "wlcro.limit", String.valueOf(config.rateLimit().limit()));
        preset(test, "wlcro.period", config.rateLimit().period().toMillis() + "ms");
    }

    private void set(String name, String value) {
        if (name.startsWith(OURS)) {
            configuration.with(name, value);
        } else {
            configuration.others().setProperty(name, value);
        }
    }

    private void preset(TestCase test, String name, String value) {
        if (!test.properties().containsKey(name)) {
            configuration.with(name, value);
        }
    }

    /** Each connection gets its own key, and so its own company, unless the test configures the keys. */
    private SandboxConfig config(TestCase test) {
        JsonNode said = test.sandbox();
        SandboxConfig config = SandboxConfig.fromJson(said == null ? "" : said.toString());
        String[] keys = IntStream.rangeClosed(1, connections.size()).mapToObj(each -> "wlcro_live_" + each + "_sandbox")
                .toArray(String[]::new);
        return said != null && said.has("keys") ? config : config.with(changes -> changes.keys(keys));
    }

    private String key(String connection, List<SandboxKey> keys) {
        return keys.get(Math.min(connections.indexOf(connection), keys.size() - 1)).key();
    }

    Configuration configuration() {
        return configuration;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** The connections in the order of their keys at the sandbox. */
    List<String> connections() {
        return connections;
    }

    /** The property {@code test.directory}. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
