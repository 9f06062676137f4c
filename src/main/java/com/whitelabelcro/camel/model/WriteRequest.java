package com.whitelabelcro.camel.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import java.util.Optional;

/**
 * One checked request. It is a snapshot and must not be modified.
 *
 * @param action the action to perform
 * @param connection the connection to use
 * @param path the path with its id filled in
 * @param fields the body as it is sent, without the id that is part of the path
 */
public record WriteRequest(Action action, Connection connection, String path, ObjectNode fields) {

    /**
     * The value by which the API recognises a repeated create: the record's {@code external_id}; empty if it has none.
     */
    public Optional<String> identity() {
        return action.hasExternalId() && fields.hasNonNull(Action.EXTERNAL_ID)
                ? Optional.of(fields.get(Action.EXTERNAL_ID).asText())
                : Optional.empty();
    }

    /** The id in the path; empty if the path of the action has none. */
    public Optional<Long> target() {
        int start = action.path().indexOf('{');
        return start < 0 ? Optional.empty() : Optional.of(Long.valueOf(path.substring(start).split("/")[0]));
    }

    /**
     * Whether sending it twice has the same effect as sending it once: it changes an existing record, or it is a create
     * that the API recognises by its {@code external_id} (contract section 5).
     */
    public boolean repeatable() {
        return !action.creates() || identity().isPresent();
    }

    /** Names only, because the fields are personal data. */
    @Override
    public String toString() {
        return action.name() + " on connection " + connection.name();
    }
}
