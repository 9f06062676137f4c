package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.Answer;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.EntryState;
import com.whitelabelcro.camel.once.Failure;
import com.whitelabelcro.camel.once.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads entries of the ledger. */
final class Entries {

    /**
     * What a decision needs to know of an entry.
     *
     * @param ended milliseconds since 1970; 0 while it is in flight
     */
    record Known(
            EntryId id,
            long owner,
            EntryState state,
            Fingerprint content,
            boolean listed,
            long ended,
            Answer answer,
            Failure failure) {

        boolean is(EntryState other) {
            return state == other;
        }
    }

    private static final String COLUMNS = "SELECT id, owner, state, content, listed, ended, status, answer, reason,"
            + " error, connection, action, attempts FROM wlcro_entry ";
    /** The last that was, or may have been, applied. */
    private static final String LAST =
            COLUMNS + "WHERE identity = ? AND applied = 1 ORDER BY seq DESC LIMIT 1";
    private static final String IN_FLIGHT = COLUMNS + "WHERE identity = ? AND state = 'in-flight'";
    private static final String BY_ID = COLUMNS + "WHERE id = ?";

    private static final String IDENTITY = "SELECT identity FROM wlcro_entry WHERE id = ? AND identity IS NOT NULL";

    private final Vault vault;

    Entries(Vault vault) {
        this.vault = vault;
    }

    Vault vault() {
        return vault;
    }

    Optional<Known> lastApplied(Tx tx, Fingerprint identity) throws SQLException {
        return tx.first(LAST, this::known, identity.bytes());
    }

    Optional<Known> inFlight(Tx tx, Fingerprint identity) throws SQLException {
        return tx.first(IN_FLIGHT, this::known, identity.bytes());
    }

    Optional<Known> byId(Tx tx, EntryId id) throws SQLException {
        return tx.first(BY_ID, this::known, id.value());
    }

    /** By what that entry is recognised. */
    Optional<Fingerprint> identity(Tx tx, EntryId id) throws SQLException {
        return tx.first(IDENTITY, row -> Fingerprint.of(row.getBytes(1)), id.value());
    }

    private Known known(ResultSet row) throws SQLException {
        EntryId id = new EntryId(row.getLong(1));
        byte[] answer = vault.open(id, row.getBytes(8));
        return new Known(
                id,
                row.getLong(2),
                EntryState.of(row.getString(3)),
                Fingerprint.of(row.getBytes(4)),
                row.getInt(5) == 1,
                row.getLong(6),
                answer == null ? null : new Answer(row.getInt(7), answer),
                failure(row, id));
    }

    /** Of a row that has these columns under their own names. */
    Failure failure(ResultSet row, EntryId id) throws SQLException {
        String kind = row.getString("reason");
        return kind == null ? null : FailureText.read(kind, row.getString("action"), row.getString("connection"),
                row.getInt("attempts"), vault.open(id, row.getBytes("error")));
    }
}
