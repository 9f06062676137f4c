package com.whitelabelcro.camel.app.importer;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Counts what did not get through, and keeps it in a {@link FailedFile}, unless it is a dry run; if that fails, the import
 * stops.
 */
final class Keeper {

    private final Tally tally;
    private final FailedFile file;
    private final boolean dryRun;
    private final Consumer<String> stop;

    Keeper(Tally tally, FailedFile file, boolean dryRun, Consumer<String> stop) {
        this.tally = tally;
        this.file = file;
        this.dryRun = dryRun;
        this.stop = stop;
        if (!dryRun) {
            file.mustBeWritable();
        }
    }

    /** It was given up. */
    void failed(Pending pending, SendResult.Failed failure) {
        String text = failure.error() + ": " + failure.message();
        if (failure.outcomeUnknown()) {
            tally.unknown(pending.line(), text);
        } else {
            tally.failed(pending.line(), text, failure.listed());
        }
        keep(pending, failure.error(), failure.message());
    }

    /** No record can be made of the row. */
    void invalid(Pending pending, String message) {
        tally.failed(pending.line(), message, false);
        keep(pending, "InvalidRequest", message);
    }

    /** It holds a doubtful value. */
    void doubtful(Pending pending) {
        String reason = pending.doubt();
        tally.failed(pending.line(), "Doubtful: " + reason, false);
        keep(pending, "Doubtful", reason);
    }

    /** The import was stopped before it was sent. */
    void notSent(Pending pending) {
        keep(pending, "NotSent", "was not sent: the import was stopped before");
    }

    /** The import was stopped while it was in flight. */
    void brokenOff(Pending pending) {
        String text = "was under way when the import was stopped";
        tally.unknown(pending.line(), text);
        keep(pending, "OutcomeUnknown", text);
    }

    /** The row cannot be read. */
    void unreadable(Row.Broken broken) {
        tally.broken(broken.line(), broken.reason());
        keep(broken.line(), () -> file.add(broken));
    }

    private void keep(Pending pending, String error, String message) {
        keep(pending.line(), () -> file.add(pending, error, message));
    }

    private void keep(long line, Writing writing) {
        if (dryRun) {
            return;
        }
        try {
            writing.write();
        } catch (IOException e) {
            stop.accept("the record of line " + line + " could not be written to the file of those that failed");
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            stop.accept("the file of those that failed could not be closed");
        }
    }

    private interface Writing {
        void write() throws IOException;
    }
}
