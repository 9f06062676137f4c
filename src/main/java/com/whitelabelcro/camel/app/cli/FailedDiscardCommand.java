package com.whitelabelcro.camel.app.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.OpenLedger;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.Ledger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "discard",
        description = "Drop failed records: nothing is to be done about them any more. Their fields are deleted.",
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro failed discard 17-42", "  wlcro failed discard --reason InvalidRequest --older-than 30d"})
final class FailedDiscardCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "Those of these numbers.")
    private List<String> numbers = List.of();

    @Mixin
    private Which which;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        which.notBeside(numbers);
        if (all && !(numbers.isEmpty() && which.isAll())) {
            throw new ParameterException(spec.commandLine(), "Give --all alone");
        } else if (numbers.isEmpty() && which.isAll() && !all) {
            throw new ParameterException(spec.commandLine(), "Say which: their numbers, a filter, or --all");
        }
        List<EntryId> ids = new ArrayList<>(Which.ids(numbers, spec));
        try (OpenLedger open = new OpenLedger(Configuration.load(Path.of(""), System.getenv(), System.getProperties()))) {
            Ledger ledger = open.ledger();
            if (numbers.isEmpty()) {
                OpenLedger.each(ledger, which.filter(), each -> ids.add(each.id()));
            }
            // All are given before the first is waited for, so that many go to the disk at once.
            List<CompletionStage<Boolean>> given = ids.stream().map(ledger.failed()::discard).toList();
            long discarded = given.stream().filter(OpenLedger::get).count();
            spec.commandLine().getOut().println(discarded + " discarded"
                    + (discarded == ids.size() ? "" : ", " + (ids.size() - discarded) + " not in the list"));
            return discarded == ids.size() ? 0 : Wlcro.FAILED;
        }
    }
}
