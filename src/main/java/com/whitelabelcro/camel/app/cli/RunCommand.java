package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.Scenarios;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Run your own scenarios until Ctrl-C: all Camel routes in scenarios/*.camel.yaml (property"
                + " wlcro.scenarios). They call the actions as direct:wlcro-create-lead and so on.",
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro run", "  wlcro run --sandbox"})
final class RunCommand implements Callable<Integer> {

    @Mixin
    private Where where;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Where here = where) {
            return new Scenarios(here.configuration(), spec.commandLine().getOut()).run();
        }
    }
}
