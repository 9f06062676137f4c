package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.scenario.Scenarios;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Run your own scenarios until Ctrl-C: Camel routes in YAML that call the actions as direct:wlcro-create-lead"
                    + " and so on.",
            "A scenario that begins with platform-http is served at http://127.0.0.1:8080 (camel.server.host,"
                    + " camel.server.port)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro run",
            "  wlcro run --sandbox",
            "  wlcro run --sandbox scenarios/webhook-to-lead.camel.yaml"
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..*",
            description = "The scenarios; without any, all of scenarios/*.camel.yaml (property wlcro.scenarios).")
    private List<String> files = List.of();

    @Mixin
    private Where where;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Where here = where) {
            return new Scenarios(here.configuration(), files, spec.commandLine().getOut()).run();
        }
    }
}
