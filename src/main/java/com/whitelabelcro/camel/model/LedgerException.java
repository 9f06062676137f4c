package com.whitelabelcro.camel.model;

/**
 * The ledger cannot do what was asked. The message is our own, says what to do, and quotes nothing: a database driver's
 * messages hold values of records, so that none is passed on, not even as a cause.
 */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is the matter. */
    public enum Reason {
        /** The settings do not fit it: its URL, its key, its version, or a connection whose account it cannot tell. */
        SETTINGS,
        /** It cannot be written: disk full, read-only, no permission. */
        NOT_WRITABLE,
        /** The file is no ledger, is damaged, or was taken away. */
        DAMAGED,
        /** The database cannot be reached. */
        UNREACHABLE,
        /** It is closed. */
        CLOSED,
        /** The database refused a statement; a mistake of ours. */
        REFUSED
    }

    private final Reason reason;

    public LedgerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
