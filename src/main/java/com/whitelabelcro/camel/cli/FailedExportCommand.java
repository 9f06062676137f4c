package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.FailedExport;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.ledger.FailedFilter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Write failed records with their fields to a file that import reads, to be corrected and imported:"
                + " personal data. They stay in the list until one of the same identity succeeds; those without an identity"
                + " stay until they are discarded.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro failed export --action create-lead --reason InvalidRequest leads.jsonl",
            "  wlcro import create-lead leads.jsonl"
        })
final class FailedExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to create; - writes to the standard output.")
    private String file;

    @Mixin
    private FailedRecordOptions which;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (LedgerClient open = new LedgerClient(Configuration.ofProcess())) {
            OwnRecords own = open.own();
            FailedFilter filter = which.filter(open.ledger(), open.settings());
            FailedExport export = new FailedExport(open.ledger(), own.of(filter));
            if (file.equals("-")) {
                export.to(spec.commandLine().getOut());
            } else {
                export.to(Path.of(file));
                spec.commandLine().getOut().println(export.written() + " exported to " + file);
            }
            warn(export);
            own.leftAlone(open.ledger(), filter).ifPresent(spec.commandLine().getErr()::println);
            return 0;
        }
    }

    private void warn(FailedExport export) {
        if (export.withoutFields() > 0) {
            spec.commandLine().getErr().println(
                    export.withoutFields() + " left out: their fields are deleted by now (wlcro.ledger.retention)");
        }
        if (export.kinds().size() > 1) {
            spec.commandLine().getErr().println("They are of " + String.join(", ", export.kinds())
                    + ": an import sends all through one action and connection, so export each with --action and --connection");
        }
    }
}
