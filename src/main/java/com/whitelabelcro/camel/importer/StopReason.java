package com.whitelabelcro.camel.importer;

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

    /** Whether the import stopped because the ledger cannot store what it sends. */
    public boolean isTheLedgers() {
        return cause == Cause.LEDGER_NOT_WRITABLE || cause == Cause.LEDGER_LOST;
    }

    /** Which of two reasons is reported: the first one, unless the other one is that the ledger is lost. */
    StopReason or(StopReason later) {
        return later.cause == Cause.LEDGER_LOST && cause != Cause.LEDGER_LOST ? later : this;
    }
}
