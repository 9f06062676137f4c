package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "List the failed records of all companies, latest failure first. Shows no personal data.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro failed list --reason Unavailable --newer-than 1h",
            "  wlcro failed list --json --most 100000"
        })
final class FailedListCommand implements Callable<Integer> {

    @Mixin
    private FailedRecordOptions which;

    @Option(names = "--most", paramLabel = "N", defaultValue = "50",
            description = "How many are shown at most (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (LedgerClient open = new LedgerClient(Configuration.ofProcess())) {
            PrintWriter out = spec.commandLine().getOut();
            FailedFilter filter = which.filter(open.ledger(), open.settings());
            List<FailedRecord> page =
                    LedgerClient.get(open.ledger().failed().page(filter, Optional.empty(), Math.max(1, most)));
            OwnRecords own = open.own();
            if (json) {
                page.forEach(each -> out.println(FailedText.json(each, own)));
            } else if (page.isEmpty()) {
                out.println(which.isAll() ? "No failed records" : "No failed records match the filters");
            } else {
                out.println(FailedText.HEADER);
                page.forEach(each -> out.println(FailedText.line(each, own)));
                long more = LedgerClient.get(open.ledger().failed().count(filter)) - page.size();
                if (more > 0) {
                    out.println("... and " + more + " more (--most)");
                }
                if (own.others(open.ledger(), filter) > 0) {
                    out.println("(other): of another company than that of the key that the connection has now; retry, export and"
                            + " discard leave those alone unless their numbers are given");
                    own.doubts().forEach(out::println);
                }
            }
            return 0;
        }
    }
}
