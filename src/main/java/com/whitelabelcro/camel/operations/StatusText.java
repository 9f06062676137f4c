package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The state of the pack as lines of text. */
final class StatusText {

    /** The number of failed records that are shown. */
    static final int LAST = 10;

    private final PackMonitor monitor;
    private final StringBuilder text = new StringBuilder();

    StatusText(PackMonitor monitor) {
        this.monitor = monitor;
        for (String name : monitor.connections()) {
            monitor.state(name).ifPresent(state -> connection(name, state));
        }
        queue();
        ledger();
    }

    private void queue() {
        try {
            List<QueueForecast> lines = monitor.queueNow();
            lines.forEach(each -> line("Queue of " + each.length().line().connection() + ": " + each.text()));
            if (lines.isEmpty()) {
                line("The queue is empty");
            }
        } catch (LedgerException e) {
            line("Queue: not known; " + e.getMessage());
        }
    }

    private void connection(String name, ConnectionSnapshot state) {
        line("Connection " + name + ": " + state.state() + ", " + state.used() + " of " + state.limit() + " permits used, "
                + state.inFlight() + " requests active, " + state.waiting() + " records waiting");
        if (!state.why().isEmpty()) {
            line("    " + state.why() + monitor.openUntil(state).map(time -> ", until " + time).orElse(""));
        }
    }

    private void ledger() {
        line("Ledger: " + monitor.getLedger());
        monitor.ledgerFailure().ifPresent(failure -> line("    cannot be written: " + failure.getMessage()));
        try {
            LedgerFigures figures = monitor.ledgerFigures();
            line("Failed records: " + figures.listed(EntryState.FAILED) + ", of unknown outcome: "
                    + figures.listed(EntryState.UNKNOWN));
            monitor.lastFailed(LAST).forEach(this::failed);
        } catch (LedgerException e) {
            line("Failed records: not known; " + e.getMessage());
        }
    }

    private void failed(FailedRecord record) {
        line("    " + record.id() + " " + record.failed().truncatedTo(ChronoUnit.SECONDS) + " " + record.action() + " ("
                + record.connection() + "): " + record.failure().kind() + ": " + record.failure().reason());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
