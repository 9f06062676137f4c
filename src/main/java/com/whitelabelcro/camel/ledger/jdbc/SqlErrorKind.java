package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.sql.SQLException;

/** The kinds of an {@link SQLException} by its codes. Its message is never used, because it may quote values of a record. */
enum SqlErrorKind {
    /** Another process is writing; try again soon. */
    BUSY(Reason.UNREACHABLE, "The ledger is locked by another program for too long"),
    /** The connection or the server is gone; connect again. */
    GONE(Reason.UNREACHABLE, "The ledger's database cannot be reached. Check that it runs and that wlcro.ledger.url"
            + " is right"),
    /** Nothing can be written at present. */
    NOT_WRITABLE(Reason.NOT_WRITABLE, "The ledger cannot be written, and nothing is sent that cannot be remembered."
            + " Check that the disk is not full, and that this user may write the file and its folder"),
    DAMAGED(Reason.DAMAGED, "The ledger file is damaged or is no ledger. Restore it from a backup, or"
            + " move it away and set wlcro.ledger.url to a new file (what the old one remembers is then not known)"),
    LOGIN(Reason.SETTINGS, "The database refuses the ledger's user. Check wlcro.ledger.url, wlcro.ledger.user and"
            + " wlcro.ledger.password, and that the user may create tables"),
    OTHER(Reason.REFUSED, "The ledger's database refused a statement");

    private final Reason reason;
    private final String message;

    SqlErrorKind(Reason reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    /** The kind of a PostgreSQL error, by its SQLSTATE. */
    static SqlErrorKind ofState(SQLException e) {
        String state = e.getSQLState() == null ? "08" : e.getSQLState();
        if (state.startsWith("28") || state.equals("3D000") || state.equals("42501")) {
            return LOGIN;
        } else if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300") || state.equals("25P03")
                || state.equals("53400")) {
            return GONE;
        } else if (state.startsWith("40") || state.equals("55P03") || state.equals("57014")) {
            return BUSY;
        } else if (state.startsWith("53") || state.equals("25006") || state.startsWith("58")) {
            return NOT_WRITABLE;
        }
        return state.startsWith("XX") ? DAMAGED : OTHER;
    }

    /** The kind of an SQLite error, by its result code. */
    static SqlErrorKind ofCode(SQLException e) {
        return switch (e.getErrorCode() & 0xFF) {
            case 5, 6 -> BUSY;
            case 3, 8, 10, 13, 14, 23 -> NOT_WRITABLE;
            case 11, 26 -> DAMAGED;
            default -> OTHER;
        };
    }

    /** Whether the same operation may succeed a moment later. */
    boolean passes() {
        return this == BUSY || this == GONE;
    }

    LedgerException exception(SQLException e) {
        String code = e.getSQLState() == null ? "code " + e.getErrorCode() : "state " + e.getSQLState();
        return new LedgerException(reason, message + " [" + code + "]");
    }
}
