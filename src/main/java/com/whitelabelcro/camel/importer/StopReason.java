package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.LedgerException;
import java.time.Duration;
import java.util.Optional;

/**
 * Why an import ended before its input did.
 *
 * @param cause the kind of reason
 * @param reason one sentence for the user
 */
public record StopReason(Cause cause, String reason) {

    /** The kinds of reasons. */
    public enum Cause {
        /** Ctrl-C, or another signal. */
        CANCELLED,
        /** The API refuses the key (401). */
        KEY_REFUSED,
        /** The connection cannot be used at present. */
        CONNECTION,
        /** The ledger cannot be written at present. */
        LEDGER_NOT_WRITABLE,
        /** The ledger is gone or damaged: it does not know what the import has sent. */
        LEDGER_LOST,
        /** The rest of the input cannot be read. */
        INPUT,
        /** A failed record cannot be written to the failed file. */
        FAILED_FILE
    }

    /** The kind of reason that this trouble of the ledger is. */
    public static Cause causeOf(LedgerException trouble) {
        return trouble.reason() == LedgerException.Reason.DAMAGED ? Cause.LEDGER_LOST : Cause.LEDGER_NOT_WRITABLE;
    }

    /** Whether the import stopped because the ledger cannot store what it sends. */
    public boolean isTheLedgers() {
        return cause == Cause.LEDGER_NOT_WRITABLE || cause == Cause.LEDGER_LOST;
    }

    /** The reason to report of two: the first one, unless the other one is that the ledger is lost. */
    StopReason or(StopReason later) {
        return later.cause == Cause.LEDGER_LOST && cause != Cause.LEDGER_LOST ? later : this;
    }

    /** Whether and why an import was stopped, and how long it still waits for the records in flight. Thread-safe. */
    static final class StopSignal {

        /** A short time, because without the ledger the outcome of records in flight cannot be stored. */
        private static final Duration WITHOUT_LEDGER = Duration.ofSeconds(10);

        private StopReason why;
        private long deadline = Long.MAX_VALUE;

        synchronized void stop(StopReason reason) {
            why = why == null ? reason : why.or(reason);
            if (reason.isTheLedgers()) {
                endWithin(WITHOUT_LEDGER);
            }
        }

        synchronized void endWithin(Duration atMost) {
            deadline = Math.min(deadline, System.nanoTime() + atMost.toNanos());
        }

        synchronized Optional<StopReason> why() {
            return Optional.ofNullable(why);
        }

        synchronized boolean isStopped() {
            return why != null;
        }

        synchronized boolean isLedgerLost() {
            return why != null && why.cause() == StopReason.Cause.LEDGER_LOST;
        }

        /** How long the import still waits for the records in flight, nanoseconds; not positive once the time is over. */
        synchronized long nanosLeft() {
            return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
        }
    }
}
