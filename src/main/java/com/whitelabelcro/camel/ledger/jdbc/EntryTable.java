package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and stores entries of the ledger. */
final class EntryTable {

    /** A column, and the value in it by which an entry of the same record is found. */
    record Place(String column, Sha256 value) {

        private static final String ROW = "row_hash";
        private static final String PERSON = "person";

        static List<Place> of(LedgerRequest record) {
            RowIdentity marks = record.marks();
            List<Place> places = new ArrayList<>(identified(record.identity()));
            places.addAll(identified(marks.formerIdentity()));
            // The same person may have arrived without an external id before, or may arrive without one now.
            places.addAll(identified(marks.person()));
            record.identity().filter(each -> !record.repeatable()).ifPresent(each -> places.add(new Place(PERSON, each)));
            marks.row().ifPresent(row -> places.add(new Place(ROW, row)));
            return places;
        }

        /** Rows and persons are recognised as long as their entry is kept, even if they have an external id. */
        boolean isPermanent() {
            return column.equals(ROW) || column.equals(PERSON);
        }

        /** Entries that have, or had, this identity. */
        static List<Place> identified(Optional<Sha256> identity) {
            return identity.map(each -> List.of(new Place("identity", each), new Place("former_identity", each)))
                    .orElse(List.of());
        }
    }

    /**
     * The part of an entry that decisions are based on.
     *
     * @param permanent whether a repeat is recognised for as long as it is kept
     * @param created milliseconds since 1970
     * @param ended milliseconds since 1970; 0 while it is in flight
     */
    record Known(
            EntryId id,
            Optional<AccountId> account,
            long owner,
            EntryState state,
            Sha256 content,
            boolean listed,
            boolean permanent,
            long created,
            long ended,
            StoredAnswer answer,
            Failure failure,
            int attempts) {

        boolean is(EntryState other) {
            return state == other;
        }

        /** Whether the entry still counts: it is permanent, or ended after this time. */
        boolean remembered(long since) {
            return permanent || ended > since;
        }
    }

    private static final String COLUMNS = "SELECT id, owner, state, content, listed, ended, status, answer, reason,"
            + " error, connection, action, attempts, permanent, created, account FROM wlcro_entry ";
    /** The last entry that was applied, or may have been. */
    private static final String LAST =
            COLUMNS + "WHERE identity = ? AND applied = 1 ORDER BY seq DESC LIMIT 1";
    private static final String IN_FLIGHT = COLUMNS + "WHERE %s = ? AND state = 'in-flight' LIMIT 1";
    private static final String LISTED = COLUMNS + "WHERE %s = ? AND listed = 1 ORDER BY seq DESC LIMIT 1";
    /**
     * Entries of the same content come first, and those that were applied before those that may have been. Of the failed entries
     * that can safely be repeated, only people of an import count, because they may come again under another identity.
     */
    private static final String STANDING = COLUMNS + """
            WHERE %s = ? AND id <> ? AND (repeatable = 0 OR identity <> ?)
              AND (state = 'done' AND (permanent = 1 OR ended > ?) OR listed = 1 AND (state = 'unknown'
                OR applied = 1 AND (row_hash IS NOT NULL OR person IS NOT NULL)))
            ORDER BY CASE WHEN content = ? THEN 0 ELSE 1 END, state, seq DESC LIMIT 1""";
    private static final String ANY = "SELECT 1 WHERE %s";
    private static final String ANY_ENTRY = "EXISTS (SELECT 1 FROM wlcro_entry WHERE %s = ?)";
    private static final String ANY_QUEUED = "EXISTS (SELECT 1 FROM wlcro_queue WHERE order_key = ?)";
    private static final String BY_ID = COLUMNS + "WHERE id = ?";

    private static final String INSERT = """
            INSERT INTO wlcro_entry (id, account, connection, action, identity, person, former_identity, row_hash, series, permanent,
              seq, content, state, owner, repeatable, keep, applied, sent, recovered, listed, attempts, status, body, caller, target,
              created)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM wlcro_entry WHERE identity = ?), ?,
              ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, ?, ?, ?)""";
    private static final String END_AS = """
            UPDATE wlcro_entry SET state = 'done', status = ?, answer = ?, resolved_by = ?, ended = ?, body = NULL
            WHERE id = ?""";
    private static final String SENT_AS = """
            SELECT 1 FROM wlcro_entry
            WHERE identity = ? AND state = 'done' AND (row_hash = ? OR person = ?) LIMIT 1""";
    private static final String MARKS =
            "SELECT identity, row_hash, person, former_identity, series, permanent FROM wlcro_entry WHERE id = ?";

    private final PayloadCipher cipher;

    EntryTable(PayloadCipher cipher) {
        this.cipher = cipher;
    }

    PayloadCipher cipher() {
        return cipher;
    }

    /**
     * Stores a new record.
     *
     * @param state {@link EntryState#IN_FLIGHT}, or {@link EntryState#QUEUED} if it is sent later
     * @param sent whether it may have been sent from now on
     * @param requests how many requests to store with it
     * @param caller the caller who may ask for its status; null if it is not restricted to one
     */
    void insert(LedgerTransaction tx, EntryId id, LedgerRequest record, EntryState state, boolean sent, int requests, String caller)
            throws SQLException {
        RowIdentity marks = record.marks();
        byte[] identity = bytes(record.identity());
        tx.update(INSERT, id.value(), record.account().map(AccountId::bytes).orElse(null), record.connection(), record.action(),
                identity, bytes(marks.person()), bytes(marks.formerIdentity()), bytes(marks.row()), marks.series().orElse(null),
                marks.permanent() ? 1 : 0, identity, record.content().bytes(), state.stored(), tx.owner(),
                record.repeatable() ? 1 : 0, record.keep() ? 1 : 0, state == EntryState.QUEUED ? 0 : 1, sent ? 1 : 0, requests,
                cipher.seal(id, record.body()), caller, bytes(record.target()), tx.now());
    }

    /** Ends a queued record that was found to be applied already. */
    void endAs(LedgerTransaction tx, EntryId id, BeginResult.Duplicate same) throws SQLException {
        // The window begins with the first entry, so that a repeat does not prolong it.
        long ended = byId(tx, same.id()).map(Known::ended).orElse(tx.now());
        tx.update(END_AS, same.answer().status(), cipher.seal(id, same.answer().body()), same.id().value(), ended, id.value());
    }

    Optional<Known> lastApplied(LedgerTransaction tx, Sha256 identity) throws SQLException {
        return tx.first(LAST, this::known, identity.bytes());
    }

    Optional<Known> inFlight(LedgerTransaction tx, Place place) throws SQLException {
        return tx.first(IN_FLIGHT.replace("%s", place.column()), this::known, place.value().bytes());
    }

    /**
     * Whether the ledger has any entry by which a new record could be recognised, or a queued one that has to be sent before it. One
     * statement, since hardly any record has one: without it each would take all those that look for one of some kind.
     */
    boolean hasAny(LedgerTransaction tx, LedgerRequest record) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Place place : Place.of(record)) {
            conditions.add(ANY_ENTRY.replace("%s", place.column()));
            values.add(place.value().bytes());
        }
        record.orderKey().ifPresent(key -> {
            conditions.add(ANY_QUEUED);
            values.add(key.bytes());
        });
        return !conditions.isEmpty()
                && tx.first(ANY.replace("%s", String.join(" OR ", conditions)), row -> row.getInt(1), values.toArray()).isPresent();
    }

    /** The latest entry in the list of failed records. */
    Optional<Known> lastListed(LedgerTransaction tx, Place place) throws SQLException {
        return tx.first(LISTED.replace("%s", place.column()), this::known, place.value().bytes());
    }

    /**
     * An entry that was applied, or may have been, so that sending the record could only create a second one.
     *
     * @param since entries that ended earlier do not count, unless they are remembered for longer; milliseconds since 1970
     */
    Optional<Known> standing(LedgerTransaction tx, Place place, LedgerRequest record, long since) throws SQLException {
        long itself = record.redriven() == null ? 0 : record.redriven().value();
        // If the API recognises the identity itself, only entries of other identities count.
        byte[] recognised = record.identity().filter(each -> record.repeatable()).map(Sha256::bytes).orElse(new byte[0]);
        return tx.first(STANDING.replace("%s", place.column()), this::known, place.value().bytes(), itself, recognised,
                place.isPermanent() ? Long.MIN_VALUE : since, record.content().bytes());
    }

    /** Whether this row or person was sent under this external id before, so that the record is an update. */
    boolean changes(LedgerTransaction tx, LedgerRequest record) throws SQLException {
        RowIdentity marks = record.marks();
        return record.repeatable() && record.identity().isPresent() && (marks.row().isPresent() || marks.person().isPresent())
                && tx.first(SENT_AS, row -> row.getInt(1), record.identity().get().bytes(),
                        bytes(marks.row()), bytes(marks.person())).isPresent();
    }

    static byte[] bytes(Optional<Sha256> mark) {
        return mark.map(Sha256::bytes).orElse(null);
    }

    Optional<Known> byId(LedgerTransaction tx, EntryId id) throws SQLException {
        return tx.first(BY_ID, this::known, id.value());
    }

    /** The record with the identities of the entry that it redrives. */
    LedgerRequest recognised(LedgerTransaction tx, LedgerRequest record) throws SQLException {
        return tx.first(MARKS, row -> recognised(row, record), record.redriven().value()).orElse(record);
    }

    private static LedgerRequest recognised(ResultSet row, LedgerRequest record) throws SQLException {
        Optional<Sha256> stored = fingerprint(row, 1);
        LedgerRequest known = stored.isPresent() && record.identity().isEmpty() ? record.identified(stored.get()) : record;
        return known.marked(new RowIdentity(
                fingerprint(row, 2), fingerprint(row, 3), fingerprint(row, 4), Optional.ofNullable(row.getString(5)),
                row.getInt(6) == 1));
    }

    private static Optional<Sha256> fingerprint(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(Sha256::of);
    }

    private Known known(ResultSet row) throws SQLException {
        EntryId id = new EntryId(row.getLong(1));
        byte[] answer = cipher.open(id, row.getBytes(8));
        return new Known(
                id,
                Optional.ofNullable(row.getBytes(16)).map(AccountId::of),
                row.getLong(2),
                EntryState.of(row.getString(3)),
                Sha256.of(row.getBytes(4)),
                row.getInt(5) == 1,
                row.getInt(14) == 1,
                row.getLong(15),
                row.getLong(6),
                answer == null ? null : new StoredAnswer(row.getInt(7), answer),
                failure(row, id),
                row.getInt("attempts"));
    }

    /** Reads the failure from a row that has its columns under their own names. */
    Failure failure(ResultSet row, EntryId id) throws SQLException {
        String kind = row.getString("reason");
        return kind == null ? null : FailureText.read(kind, row.getString("action"), row.getString("connection"),
                row.getInt("attempts"), cipher.open(id, row.getBytes("error")));
    }
}
