package com.whitelabelcro.camel.importer;

/**
 * An import ended before its input did.
 *
 * @param cause what kind of thing stopped it
 * @param reason why, for people
 */
public record StopReason(Cause cause, String reason) {

    /** What kind of thing stopped it. */
    public enum Cause {
        /** Ctrl-C, or another signal. */
        CANCELLED,
        /** The API refuses the key (401). */
        KEY_REFUSED,
        /** The connection cannot be used at present. */
        CONNECTION,
        /** The ledger cannot be written at present. */
        LEDGER_NOT_WRITABLE,
        /** The ledger is gone or damaged: what the import has sent is not remembered. */
        LEDGER_LOST,
        /** The input cannot be read on. */
        INPUT,
        /** A record that failed cannot be written to the failed file. */
        FAILED_FILE
    }

    /** Whether the import stopped because the ledger cannot remember what it sends. */
    public boolean isTheLedgers() {
        return cause == Cause.LEDGER_NOT_WRITABLE || cause == Cause.LEDGER_LOST;
    }

    /** Which of two is told: the first, unless the other one says that the ledger is lost. */
    StopReason or(StopReason later) {
        return later.cause == Cause.LEDGER_LOST && cause != Cause.LEDGER_LOST ? later : this;
    }
}
