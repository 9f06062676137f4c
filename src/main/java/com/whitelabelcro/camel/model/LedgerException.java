package com.whitelabelcro.camel.model;

/**
 * The ledger cannot perform an operation. The message is the pack's own, says what to do, and quotes nothing. A
 * database driver's messages contain values of records, so that they are not passed on, not even as a cause.
 */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kind of problem. */
    public enum Reason {
        /**
         * The settings do not fit the ledger: its URL, its secret key, its version, or a connection whose account it
         * cannot determine.
         */
        SETTINGS,
        /** The ledger cannot be written: disk full, read-only, no permission. */
        NOT_WRITABLE,
        /** The file is not a ledger, is damaged, or was removed. */
        DAMAGED,
        /** The database cannot be reached. */
        UNREACHABLE,
        /** The ledger is closed. */
        CLOSED,
        /** The database refused a statement; an internal error. */
        REFUSED
    }

    private final Reason reason;

    /** @param message what is wrong and what to do, without personal data */
    public LedgerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The kind of problem. */
    public Reason reason() {
        return reason;
    }

    /** Whether the ledger cannot be written, and not one operation only. */
    public boolean isAboutTheLedger() {
        return reason == Reason.NOT_WRITABLE || reason == Reason.UNREACHABLE || reason == Reason.DAMAGED;
    }
}
