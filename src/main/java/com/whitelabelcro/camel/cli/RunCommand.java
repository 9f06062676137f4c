package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.CamelArtifacts;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.Logging;
import com.whitelabelcro.camel.app.Scenarios;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.InboxConfig;
import com.whitelabelcro.camel.importer.Printable;
import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.inbox.Inbox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.RuntimeCamelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Run your own scenarios until Ctrl-C: the Camel routes of these files, or all in"
                + " scenarios/*.camel.yaml (property wlcro.scenarios). They call the actions as direct:wlcro-create-lead"
                + " and so on. Routes from platform-http listen on 127.0.0.1:8080 (camel.server.host and .port);"
                + " the operations page, health and meters on 127.0.0.1:9876 (camel.management.host and .port).",
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro run", "  wlcro run --gateway --sandbox", "  wlcro run --inbox ~/inbox",
            "  wlcro run --sandbox routes/scenarios/webhook-to-lead.camel.yaml"},
        exitCodeList = {
            "0:Stopped by SIGTERM, or all routes have ended",
            "2:Wrong usage or configuration; nothing was started",
            "4:The ledger was lost",
            "130:Interrupted (Ctrl-C)"
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..*",
            description = "Scenarios, such as my.camel.yaml, or a folder: all *.camel.yaml in it.")
    private List<Path> files = List.of();

    @Option(names = "--gateway", description = "Also accept records by HTTP, without a scenario: POST /actions/create-lead"
            + " (property wlcro.gateway.enabled).")
    private boolean gateway;

    @Option(names = "--with", paramLabel = "ARTIFACT", split = ",", description = "Camel components that the scenarios need, such as"
            + " camel-quartz. If one is missing, nothing starts, and the message says where to put it.")
    private List<String> components = List.of();

    @Option(names = "--inbox", paramLabel = "DIR", description = "Import what is moved into DIR/ACTION/, such as DIR/create-lead/, or"
            + " DIR/CONNECTION/ACTION/ (property wlcro.inbox). No scenario is needed then.")
    private String inbox;

    @Option(names = "--log-format", paramLabel = "FORMAT", defaultValue = "text",
            description = "How the log is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Logging.LogFormat logFormat;

    @Option(names = "--log-file", paramLabel = "FILE", description = "Log to this file instead of standard error; a new one is begun"
            + " each day and after 10 MB, and kept for 30 days.")
    private Path logFile;

    @Mixin
    private TargetOptions where;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.asService(logFormat, logFile);
        CamelArtifacts.require(components);
        try (TargetOptions here = where) {
            Configuration configuration = here.configuration();
            if (gateway) {
                configuration.with(GatewayConfig.ENABLED, "true");
            }
            if (inbox != null) {
                configuration.with(InboxConfig.DIRECTORY, inbox);
            }
            Scenarios scenarios = new Scenarios(
                    configuration, files, Wlcro.showsCauses(spec), spec.commandLine().getOut());
            configuration.inbox().ifPresent(config -> importFrom(config, scenarios));
            int exit = scenarios.run();
            if (scenarios.ledgerLost().isPresent()) {
                spec.commandLine().getErr().println("Stopped: " + Printable.of(scenarios.ledgerLost().get())
                        + ". Without it nothing that is sent would be remembered");
                return Wlcro.STOPPED;
            }
            return exit;
        }
    }

    private static void importFrom(InboxConfig config, Scenarios scenarios) {
        Inbox.mustBeUsable(config);
        scenarios.besides("the inbox " + config.directory(), (context, client) -> {
            try {
                context.addService(new Inbox(context.getExecutorServiceManager(), config, client, System::nanoTime, Ticker.real()),
                        true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        });
    }
}
