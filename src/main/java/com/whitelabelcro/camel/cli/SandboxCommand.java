package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        description = "Run a fake of the API on this machine until Ctrl-C, with its rules, its rate limit, and faults"
                + " on demand.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro sandbox",
            "  wlcro sandbox --port 0",
            "",
            "Requests to the sandbox itself:",
            "  GET  /_sandbox/stats     what arrived, counted",
            "  GET  /_sandbox/records   the records it holds",
            "  POST /_sandbox/reset     restart with other settings, such as",
            "                           {\"limit\":100,\"period\":\"60s\",\"status503\":0.05}"
        })
final class SandboxCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8089",
            description = "The TCP port on 127.0.0.1 (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "A port is a number from 0 to 65535, not " + port);
        }
        try (Sandbox sandbox = Sandbox.start(port, SandboxConfig.defaults())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("The sandbox listens; Ctrl-C ends it. Use it with");
            out.println("  export WLCRO_BASE_URL=" + sandbox.baseUrl());
            out.println("  export WLCRO_API_KEY=" + SandboxConfig.DEFAULT_KEY);
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
