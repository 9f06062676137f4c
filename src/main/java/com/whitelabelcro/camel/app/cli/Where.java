package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
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
            running = Sandbox.start(SandboxConfig.of(config -> config.keys(configuration.sandboxKeys())));
            configuration.onSandbox(running.baseUrl());
        }
        return configuration;
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
