package com.whitelabelcro.camel.page;

/**
 * What somebody looks for among the failed records. An empty component matches everything.
 *
 * @param state {@code failed} or {@code unknown}
 * @param action the action's name
 * @param connection the connection's name
 * @param reason the kind of the failure, such as {@code Unavailable}
 * @param search the number of an entry, or an {@code external_id}
 */
record FailedQuery(String state, String action, String connection, String reason, String search) {}
