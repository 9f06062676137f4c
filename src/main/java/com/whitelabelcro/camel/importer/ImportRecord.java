package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import java.util.Map;
import java.util.Optional;

/** A record of a running import. Two records with the same content are different, so equality is identity. */
final class ImportRecord {

    /**
     * Why a record is not sent.
     *
     * @param doubtful whether the record is valid but has a doubtful value; see {@link DoubtRule}
     * @param reason the reason, for the user
     */
    record Flaw(boolean doubtful, String reason) {
    }

    private final InputRow.Record row;
    private final Map<String, Object> body;
    private final ImportRowKey key;
    private final String identity;
    private final Optional<Flaw> flaw;
    private boolean forgotten;
    private boolean ended;

    /** @param row the row that the record was created from, which is written unchanged if the record fails */
    ImportRecord(InputRow.Record row, Map<String, Object> body, ImportRowKey key, Action action, Optional<Flaw> flaw) {
        this.row = row;
        this.body = body;
        this.key = key;
        this.identity = identityOf(body, key, action);
        this.flaw = flaw;
        this.forgotten = row.forgotten();
    }

    /**
     * What determines the order of the record: the record that the path names, otherwise the one that {@code external_id} names,
     * otherwise the person; null if the order does not matter.
     */
    private static String identityOf(Map<String, Object> body, ImportRowKey key, Action action) {
        Object id = body.get(action.pathParameter().orElse(Action.EXTERNAL_ID));
        if (id != null && !id.toString().isBlank()) {
            return id.toString().strip();
        }
        return action.pathParameter().isPresent() || key.key().isEmpty() ? null : key.key();
    }

    long line() {
        return row.line();
    }

    Map<String, Object> body() {
        return body;
    }

    /** The key by which it is recognised when it is imported again. */
    ImportRowKey key() {
        return key;
    }

    /** The cells of its row by their columns. */
    Map<String, Object> cells() {
        return row.fields();
    }

    /** Why the record is not sent; empty if it is sent. */
    Optional<Flaw> flaw() {
        return flaw;
    }

    /** Stores that it was sent and that no ledger knows its outcome. */
    ImportRecord forgotten() {
        forgotten = true;
        return this;
    }

    /** Whether it was sent, in this import or an earlier one, and no ledger knows its outcome. */
    boolean isForgotten() {
        return forgotten;
    }

    /** Null if it has none; then its order does not matter. */
    String identity() {
        return identity;
    }

    /**
     * Marks the record as ended; to be called while holding its monitor. Returns true for the first call only, so that a target
     * that reports twice, or too late, is not counted.
     */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
