package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which API a command talks to: the configured one, or a sandbox that lives as long as the command. */
final class Where implements AutoCloseable {

    @Option(names = "--sandbox", description = "Use an embedded sandbox instead of the API: no key, no network.")
    private boolean sandbox;

    private Sandbox running;

    boolean isSandbox() {
        return sandbox;
    }

    /** The configuration of this run. */
    Configuration configuration() {
        Configuration configuration = Configuration.load(Path.of(""), System.getenv(), System.getProperties());
        if (sandbox) {
            List<String> keys = Stream.concat(Stream.of(Connection.DEFAULT), configuration.connections().stream())
                    .distinct().map(Where::keyOf).toList();
            running = Sandbox.start(SandboxConfig.of(config -> config.keys(keys.toArray(String[]::new))));
            configuration.onSandbox(running.baseUrl(), Where::keyOf);
        }
        return configuration;
    }

    /** Each connection has a key of its own there, as each has a company of its own. */
    private static String keyOf(String connection) {
        return connection.equals(Connection.DEFAULT)
                ? SandboxConfig.DEFAULT_KEY : SandboxConfig.DEFAULT_KEY + "_" + connection;
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
