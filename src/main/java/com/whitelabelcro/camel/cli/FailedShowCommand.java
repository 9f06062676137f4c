package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedRecord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Show everything that is known about one failed record, including its fields: personal data.",
        footerHeading = "%nExamples:%n",
        footer = "  wlcro failed show 17-42")
final class FailedShowCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NUMBER", description = "The record's number, as failed list shows it.")
    private String number;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EntryId id = FailedRecordOptions.ids(List.of(number), spec).get(0);
        try (LedgerClient open = new LedgerClient(Configuration.ofProcess())) {
            FailedRecord record = LedgerClient.show(open.ledger(), id);
            if (json) {
                spec.commandLine().getOut().println(FailedText.json(record, open.own()));
            } else {
                spec.commandLine().getOut().print(FailedText.whole(record, open.own()));
            }
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
