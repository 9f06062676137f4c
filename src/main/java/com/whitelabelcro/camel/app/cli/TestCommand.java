package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.Configuration;
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
            "Test scenarios: what NAME.test.yaml puts in, and what must come of it, is tried with NAME.camel.yaml.",
            "Each test has a sandbox of its own; none needs a key, and none reaches the API."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro test scenarios",
            "  wlcro test scenarios/webhook-to-lead.test.yaml",
            "",
            "A test:",
            "  tests:",
            "    - name: a lead from the web form gets a note",
            "      input:",
            "        - to: webhook-to-lead",
            "          body: {first_name: Ann, last_name: Lee, email: ann@example.com}",
            "      expect:",
            "        records:",
            "          - {kind: lead, first_name: Ann, notes: [{text: /web form/}]}"
        })
final class TestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*",
            description = "Tests, or folders of which all *.test.yaml are run.")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = Configuration.load(Path.of(""), System.getenv(), System.getProperties());
        return new ScenarioTests(configuration, files).run(spec.commandLine().getOut()) ? 0 : Wlcro.FAILED;
    }
}
