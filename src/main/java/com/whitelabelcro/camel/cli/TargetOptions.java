package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Selects the API that a command calls: the configured one, or a sandbox that lives as long as the command. */
final class TargetOptions implements AutoCloseable {

    @Option(names = "--sandbox", description = "Use an embedded sandbox instead of the API: no key, no network.")
    private boolean sandbox;

    private Sandbox running;

    boolean isSandbox() {
        return sandbox;
    }

    /** The configuration of this run. */
    Configuration configuration() {
        Configuration configuration = Configuration.ofProcess();
        if (sandbox) {
            List<String> connections = Stream.concat(Stream.of(Connection.DEFAULT), configuration.connections().stream())
                    .distinct().toList();
            String[] keys = IntStream.range(0, connections.size()).mapToObj(TargetOptions::key).toArray(String[]::new);
            running = Sandbox.start(SandboxConfig.of(config -> config.keys(keys)));
            configuration.onSandbox(running.baseUrl(), connection -> keys[connections.indexOf(connection)]);
        }
        return configuration;
    }

    /** In the sandbox each connection has its own company, and therefore its own key. */
    private static String key(int number) {
        return number == 0 ? SandboxConfig.DEFAULT_KEY : "wlcro_live_" + (number + 1) + "_sandbox";
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
