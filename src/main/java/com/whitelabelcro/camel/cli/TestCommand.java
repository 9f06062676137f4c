package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.scenario.ScenarioTests;
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
            "A test beside scenarios/first.camel.yaml is in scenarios/first.test.yaml: the input, the steps that are"
                    + " replaced, and what must exist afterwards."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro test routes/scenarios/webhook-to-lead.test.yaml",
            "  wlcro test routes/scenarios",
            "",
            "What a test may contain; only its name is required:",
            "  name         a sentence that describes what it tests",
            "  sandbox      how the API behaves, such as {status503: 0.5, seed: 7}",
            "  properties   those of the scenario and of the pack; test.directory is a folder of its own",
            "  mocks        steps to replace, by id: {ID: {body: ..., headers: ...}},",
            "               or {ID: {fails: NotFound, times: 1}}",
            "  input        a list of {to: ROUTE, body: ..., headers: ..., result: {body: ..., headers: ...}},",
            "               or with fails: NotFound instead of result",
            "  expect       records, requests, dead-letters, mocks, files: what must exist at the end",
            "",
            "A map must have at least the given entries, a list exactly its elements; /text/ is a regular",
            "expression, null means absent."
        },
        exitCodeList = {"0:All tests passed", "1:Some tests failed", "2:Wrong usage, or an error in a file", "130:Interrupted"})
final class TestCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A file of tests, or a folder: all *.test.yaml in it.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // Prevents placeholders of a scenario from reading the user's keys.
        System.getProperties().stringPropertyNames().stream().filter(each -> each.startsWith("wlcro."))
                .forEach(System::clearProperty);
        return new ScenarioTests(files, spec.commandLine().getOut()).run() ? 0 : Wlcro.FAILED;
    }
}
