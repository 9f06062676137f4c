package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.Target.SendResult;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the records that were not applied and writes them to the {@link FailedFile}, except in a dry run. If the file cannot be
 * written, the import stops.
 */
final class FailureWriter {

    static final String OUTCOME_UNKNOWN = "OutcomeUnknown";

    private final ImportCounters tally;
    private final FailedFile file;
    private final boolean dryRun;
    private final Consumer<StopReason> stop;

    FailureWriter(ImportCounters tally, FailedFile file, boolean dryRun, Consumer<StopReason> stop) {
        this.tally = tally;
        this.file = file;
        this.dryRun = dryRun;
        this.stop = stop;
        if (!dryRun) {
            file.mustBeWritable();
        }
    }

    /** The target has returned a result for this record. */
    void ended(ImportRecord pending, SendResult result) {
        if (result instanceof SendResult.Succeeded) {
            tally.sent();
            tally.done();
        } else if (result instanceof SendResult.AlreadySent before) {
            tally.sentBefore(pending.line(), before.as());
        } else if (result instanceof SendResult.NotNoted lost) {
            // The ledger does not know the record, so a repeat would not be recognised.
            tally.sent();
            failed(lost.as().outcomeUnknown() ? pending.forgotten() : pending, lost.as());
            stop.accept(lost.stop());
        } else {
            SendResult.GivenUp failed = result instanceof SendResult.GivenUp given
                    ? given : new SendResult.GivenUp("NoResult", "the target gave no answer", true, false);
            if (failed.listed() || failed.outcomeUnknown()) {
                tally.sent();
            }
            failed(pending, failed);
        }
    }

    /** Checks a record of a dry run and counts its expected result, as far as that is known without sending it. */
    void checked(ImportRecord pending, Target target) {
        List<String> violations = target.check(pending.body());
        if (!violations.isEmpty()) {
            tally.failed(pending.line(), String.join("; ", violations), false);
            return;
        }
        SendResult known = target.known(pending.body(), pending.key()).orElseGet(SendResult.Succeeded::new);
        if (known instanceof SendResult.AlreadySent before) {
            tally.sentBefore(pending.line(), before.as());
        } else if (known instanceof SendResult.GivenUp failed) {
            tally.failed(pending.line(), failed.error() + ": " + failed.message(), false);
        } else {
            tally.done();
        }
    }

    /** The record was given up. */
    private void failed(ImportRecord pending, SendResult.GivenUp failure) {
        String text = failure.error() + ": " + failure.message();
        if (failure.outcomeUnknown()) {
            tally.unknown(pending.line(), text, failure.listed());
        } else {
            tally.failed(pending.line(), text, failure.listed());
        }
        keep(pending, failure.error(), failure.message());
    }

    /** The record has a flaw and is not sent. */
    void refused(ImportRecord pending, ImportRecord.Flaw why) {
        tally.failed(pending.line(), (why.doubtful() ? "Doubtful: " : "") + why.reason(), false);
        keep(pending, why.doubtful() ? "Doubtful" : "InvalidRequest", why.reason());
    }

    /** The import was stopped before the record was sent. */
    void notSent(ImportRecord pending) {
        keep(pending, "NotSent", "was not sent: the import was stopped before");
    }

    /**
     * The import was stopped while the record was in flight.
     *
     * @param safe whether the record may be sent again whatever its outcome was
     * @param listed whether the ledger will list the record; it is counted here in the same way
     */
    void brokenOff(ImportRecord pending, boolean safe, boolean listed) {
        tally.sent();
        String text = "was under way when the import was stopped" + (safe ? "; sending it again does no harm" : "");
        if (safe && listed) {
            tally.failed(pending.line(), "Interrupted: " + text, true);
            keep(pending, "Interrupted", text);
        } else {
            tally.unknown(pending.line(), text, listed);
            keep(listed ? pending : pending.forgotten(), OUTCOME_UNKNOWN, text);
        }
    }

    /** The record was sent by an import that lost its ledger; sending it again could create a second record. */
    void stillForgotten(ImportRecord pending) {
        String text = "was sent when its ledger was lost, and is not sent again; look it up, and then import it with --force"
                + " if it is not there";
        tally.unknown(pending.line(), text, false);
        keep(pending, OUTCOME_UNKNOWN, text);
    }

    /** The row cannot be read. */
    void unreadable(InputRow.Broken broken) {
        tally.broken(broken.line(), broken.reason());
        keep(broken.line(), () -> file.add(broken));
    }

    private void keep(ImportRecord pending, String error, String message) {
        keep(pending.line(), () -> file.add(pending, error, message));
    }

    private void keep(long line, Writing writing) {
        if (dryRun) {
            return;
        }
        try {
            writing.write();
        } catch (IOException | RuntimeException | Error e) {
            tally.notKept(line);
            stop.accept(new StopReason(StopReason.Cause.FAILED_FILE,
                    "the record of line " + line + " could not be written to the file of those that failed"));
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            stop.accept(new StopReason(StopReason.Cause.FAILED_FILE, "the file of those that failed could not be closed"));
        }
    }

    private interface Writing {
        void write() throws IOException;
    }
}
