package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.app.RedriveRunner;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "retry",
        description = {
            "Send failed records again, oldest failure first, as fast as the rate limit allows.",
            "Records in state unknown were sent but got no usable answer: sending them again could create a second record."
                    + " Look them up in the CRM; then give their numbers here, or mark them as applied (failed discard --applied)."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro failed retry --reason Unavailable", "  wlcro failed retry 17-42 17-43"})
final class FailedRetryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "The records with these numbers; default: all except the unknown, and those that a restore"
            + " holds (--reason Restored).")
    private List<String> numbers = List.of();

    @Mixin
    private FailedRecordOptions which;

    @Option(names = "--unknown", description = "Include records in state unknown, at the risk of second records.")
    private boolean unknown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        which.rejectTogetherWith(numbers);
        List<EntryId> ids = new ArrayList<>(FailedRecordOptions.ids(numbers, spec));
        try (ActionClient session = new ActionClient(Configuration.ofProcess())) {
            FailedFilter filter = which.filter(session.pack().ledger(), session.settings());
            OwnRecords own = session.own();
            if (numbers.isEmpty()) {
                FailedFilter mine = own.of(filter);
                LedgerClient.each(session.pack().ledger(), mine, each -> {
                    if (each.state() == EntryState.UNKNOWN ? unknown : mine.mayResend(each)) {
                        ids.add(each.id());
                    }
                });
                Collections.reverse(ids);
            }
            RedriveRunner retrying = new RedriveRunner(session, spec.commandLine().getOut());
            retrying.run(ids);
            if (numbers.isEmpty() && !retrying.stopped()) {
                own.leftAlone(session.pack().ledger(), filter).ifPresent(spec.commandLine().getOut()::println);
            }
            if (retrying.stopped()) {
                return retrying.isAnySent() ? Wlcro.STOPPED : Wlcro.USAGE;
            }
            return retrying.keyRefused() ? Wlcro.KEY_REFUSED : retrying.clean() ? 0 : Wlcro.FAILED;
        }
    }
}
