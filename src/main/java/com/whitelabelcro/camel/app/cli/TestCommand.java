package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.scenario.ScenarioTests;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = {
            "Test scenarios against a sandbox of their own: no key, no network.",
            "A test beside scenarios/first.camel.yaml is in scenarios/first.test.yaml: what comes in, which steps are"
                    + " replaced, and what is to be there afterwards."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro test routes/scenarios/webhook-to-lead.test.yaml", "  wlcro test routes/scenarios"})
final class TestCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A file of tests, or a folder: all *.test.yaml in it.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return new ScenarioTests(files, spec.commandLine().getOut()).run() ? 0 : Wlcro.FAILED;
    }
}
