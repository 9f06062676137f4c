package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.AppliedAnswer;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "discard",
        description = {
            "Drop failed records that need no further action. Their fields are deleted.",
            "A dropped record is sent if it is imported or called again. If you looked up a record of unknown outcome and it"
                    + " exists, use --applied: it then counts as done and is not sent again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro failed discard 17-42",
            "  wlcro failed discard --reason InvalidRequest --older-than 30d",
            "  wlcro failed discard --applied 17-42 17-43"
        })
final class FailedDiscardCommand implements Callable<Integer> {

    private static final int MAX_NAMED = 20;

    @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "The records with these numbers.")
    private List<String> numbers = List.of();

    @Mixin
    private FailedRecordOptions which;

    @Option(names = "--all", description = "All failed records.")
    private boolean all;

    @Option(names = "--applied", description = "You found them in the CRM: they count as done. 17-42=4711 gives the id that the new"
            + " record has there, for the answer to a repeat. Also for records that were discarded.")
    private boolean applied;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        which.rejectTogetherWith(numbers);
        if (all && !(numbers.isEmpty() && which.isAll())) {
            throw new ParameterException(spec.commandLine(), "Give --all alone");
        } else if (applied && (numbers.isEmpty() || all)) {
            throw new ParameterException(spec.commandLine(), "Give --applied the numbers of those that you looked up");
        } else if (numbers.isEmpty() && which.isAll() && !all) {
            throw new ParameterException(spec.commandLine(), "Specify the records: their numbers, a filter, or --all");
        }
        Map<EntryId, String> ids = new LinkedHashMap<>();
        for (String number : numbers) {
            String[] parts = applied ? number.split("=", 2) : new String[] {number};
            ids.put(FailedRecordOptions.ids(List.of(parts[0]), spec).get(0), parts.length == 2 ? parts[1] : null);
        }
        try (LedgerClient open = new LedgerClient(Configuration.ofProcess())) {
            return applied ? apply(open.ledger(), ids) : discard(open, List.copyOf(ids.keySet()));
        }
    }

    private int discard(LedgerClient open, List<EntryId> named) {
        Ledger ledger = open.ledger();
        FailedFilter filter = which.filter(ledger, open.settings());
        OwnRecords own = open.own();
        List<FailedRecord> records = new ArrayList<>();
        named.forEach(id -> LedgerClient.get(ledger.failed().show(id)).ifPresent(records::add));
        if (numbers.isEmpty()) {
            LedgerClient.each(ledger, own.of(filter), records::add);
        }
        Map<FailedRecord, CompletionStage<Boolean>> given = new LinkedHashMap<>();
        // Submits all operations before waiting for the first, so that the ledger commits many at once.
        records.forEach(each -> given.put(each, ledger.failed().discard(each.id())));
        List<FailedRecord> discarded =
                given.entrySet().stream().filter(each -> LedgerClient.get(each.getValue())).map(Map.Entry::getKey).toList();
        PrintWriter out = spec.commandLine().getOut();
        long missing = (numbers.isEmpty() ? records.size() : named.size()) - discarded.size();
        out.println(discarded.size() + " discarded" + (missing == 0 ? "" : ", " + missing + " not in the list"));
        if (!discarded.isEmpty()) {
            out.println("What was discarded goes out if it is imported or sent again");
        }
        warnOfUnknown(discarded, out);
        if (numbers.isEmpty()) {
            own.leftAlone(ledger, filter).ifPresent(out::println);
        }
        return missing == 0 ? 0 : Wlcro.FAILED;
    }

    private static void warnOfUnknown(List<FailedRecord> discarded, PrintWriter out) {
        List<FailedRecord> unknown = discarded.stream().filter(each -> each.state() == EntryState.UNKNOWN).toList();
        if (!unknown.isEmpty()) {
            String some = unknown.stream().limit(MAX_NAMED).map(each -> each.id().toString()).collect(Collectors.joining(" "));
            out.println(unknown.size() + " of them may have been applied, and then that makes a second record. If you found one"
                    + " in the CRM, mark them as applied: wlcro failed discard --applied " + some + (unknown.size() > MAX_NAMED ? " ..." : ""));
        }
    }

    private int apply(Ledger ledger, Map<EntryId, String> ids) {
        Map<EntryId, StoredAnswer> answers = new LinkedHashMap<>();
        long unrecognised = 0;
        for (Map.Entry<EntryId, String> each : ids.entrySet()) {
            FailedRecord record = LedgerClient.show(ledger, each.getKey());
            answers.put(each.getKey(), AppliedAnswer.of(record, Optional.ofNullable(each.getValue())));
            unrecognised += record.identity().isEmpty() && record.row().isEmpty() ? 1 : 0;
        }
        long done = answers.entrySet().stream()
                .filter(each -> LedgerClient.get(ledger.failed().applied(each.getKey(), each.getValue()))).count();
        PrintWriter out = spec.commandLine().getOut();
        out.println(done + " counted as done" + (done == ids.size() ? "" : ", " + (ids.size() - done) + " not in the list"));
        if (unrecognised > 0) {
            out.println(unrecognised + " of them have no identity by which a repeat is recognised: they are sent if they are called again");
        }
        return done == ids.size() ? 0 : Wlcro.FAILED;
    }
}
