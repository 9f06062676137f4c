package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import java.util.Map;
import java.util.Optional;

/** A record of a running import. Two records with the same content are different, so equality is identity. */
final class ImportRecord {

    /**
     * Why a record is not to be sent.
     *
     * @param doubtful whether it could be sent, and has a doubtful value; see {@link DoubtRule}
     * @param reason the reason, for people
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

    /** @param row the row that it was made of, which is written unchanged if the record fails */
    ImportRecord(InputRow.Record row, Map<String, Object> body, ImportRowKey key, Action action, Optional<Flaw> flaw) {
        this.row = row;
        this.body = body;
        this.key = key;
        this.identity = identityOf(body, key, action);
        this.flaw = flaw;
        this.forgotten = row.forgotten();
    }

    /**
     * What the record must keep its order for: the record that the path names, else the one that {@code external_id} names, else
     * the person; null if the order does not matter.
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

    /** Why it is not to be sent; empty if it is. */
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
     * Ends it; to be called holding its monitor. True once: a target that reports twice, or when nobody waits any more,
     * is not counted.
     */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
