package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.action.Action;
import java.util.Map;

/** A record on its way. Two of the same content are two, so it has no equality but its own. */
final class Pending {

    private final long line;
    private final Map<String, Object> body;
    private final String key;
    private final String identity;
    private boolean ended;

    Pending(Row.Record record, String source, Map<String, Object> body, Action action) {
        this.line = record.line();
        this.key = !record.key().isEmpty() || source.isEmpty() ? record.key() : source + ", line " + record.line();
        this.body = body;
        this.identity = identityOf(body, action);
    }

    /** What must not be overtaken: the record the path names, else the one {@code external_id} names, else nothing. */
    private static String identityOf(Map<String, Object> body, Action action) {
        Object id = body.get(action.pathParameter().orElse(Action.EXTERNAL_ID));
        return id == null ? null : String.valueOf(id).strip();
    }

    long line() {
        return line;
    }

    Map<String, Object> body() {
        return body;
    }

    /**
     * What it is recognised by if it is imported again, and has no {@code external_id}: where it was found first. Empty
     * for what came through a pipe.
     */
    String key() {
        return key;
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
