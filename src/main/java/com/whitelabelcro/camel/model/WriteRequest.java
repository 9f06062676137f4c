package com.whitelabelcro.camel.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import java.util.Optional;

/**
 * One checked request: a snapshot that nobody changes any more.
 *
 * @param action what is to be done
 * @param connection with whose key
 * @param path the path with its id filled in
 * @param fields the body as it is sent, without the id that stands in the path
 */
public record WriteRequest(Action action, Connection connection, String path, ObjectNode fields) {

    /** By what the API recognises a repeat of a create: the record's {@code external_id}, if it has one. */
    public Optional<String> identity() {
        return action.hasExternalId() && fields.hasNonNull(Action.EXTERNAL_ID)
                ? Optional.of(fields.get(Action.EXTERNAL_ID).asText())
                : Optional.empty();
    }

    /** The id that stands in the path; nothing if the action has none there. */
    public Optional<Long> target() {
        int start = action.path().indexOf('{');
        return start < 0 ? Optional.empty() : Optional.of(Long.valueOf(path.substring(start).split("/")[0]));
    }

    /**
     * Whether sending it twice does no more than sending it once: a change of an existing record, or a create that the
     * API recognises by its {@code external_id} (contract section 5).
     */
    public boolean repeatable() {
        return !action.creates() || identity().isPresent();
    }

    /** Names only: the fields are personal data. */
    @Override
    public String toString() {
        return action.name() + " on connection " + connection.name();
    }
}
