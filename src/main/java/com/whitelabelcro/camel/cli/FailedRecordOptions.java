package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.config.Durations;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select failed records. */
final class FailedRecordOptions {

    @Option(names = "--reason", paramLabel = "ERROR", description = "Only those with this error, such as Unavailable.")
    private String reason;

    @Option(names = "--action", paramLabel = "ACTION", description = "Only those of this action.")
    private String action;

    @Option(names = "--connection", paramLabel = "NAME", description = "Only those of this connection.")
    private String connection;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only those that failed before that: 1h, 30d.")
    private String olderThan;

    @Option(names = "--newer-than", paramLabel = "TIME", description = "Only those that failed since then: 1h, 30d.")
    private String newerThan;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The records that are selected.
     *
     * @throws ParameterException if the reason, the action or the connection is misspelt
     */
    FailedFilter filter(Ledger ledger, Settings settings) {
        FailedFilter filter = filter();
        LedgerClient.get(ledger.failed().misspeltReason(filter)).ifPresent(what -> {
            throw new ParameterException(spec.commandLine(), "--reason" + what);
        });
        mustExist(ledger, "action", action, WlcroEndpoints.actions(), FailedFilter.all()::ofAction);
        mustExist(ledger, "connection", connection, settings.connections().keySet(), FailedFilter.all()::ofConnection);
        return filter;
    }

    /** Failed records may name further ones: an action of the user's own, a connection that was removed. */
    private void mustExist(Ledger ledger, String what, String name, Collection<String> known, Function<String, FailedFilter> named) {
        if (name != null && !known.contains(name) && LedgerClient.get(ledger.failed().count(named.apply(name))) == 0) {
            throw new ParameterException(spec.commandLine(), "--" + what + " names no " + what + Suggestions.hint(name, known)
                    + " (" + String.join(", ", new TreeSet<>(known)) + ")");
        }
    }

    private FailedFilter filter() {
        Instant now = Instant.now();
        return new FailedFilter(Optional.ofNullable(reason), Optional.ofNullable(action), Optional.ofNullable(connection),
                time("--newer-than", newerThan).map(now::minus), time("--older-than", olderThan).map(now::minus), Map.of());
    }

    boolean isAll() {
        return filter().equals(FailedFilter.all());
    }

    /** Rejects ids combined with filters, because the combination is ambiguous. */
    void rejectTogetherWith(List<String> numbers) {
        if (!numbers.isEmpty() && !isAll()) {
            throw new ParameterException(spec.commandLine(), "Give numbers or filters, not both");
        }
    }

    private Optional<Duration> time(String option, String text) {
        try {
            return Optional.ofNullable(text).map(each -> Durations.parse(option, each, Durations.CENTURY));
        } catch (ConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** Parses the ids of entries as shown to users. */
    static List<EntryId> ids(List<String> given, CommandSpec spec) {
        return given.stream().map(text -> EntryId.parse(text).orElseThrow(() -> new ParameterException(
                spec.commandLine(), "The number of a failed record looks like 17-42; failed list shows them"))).toList();
    }
}
