package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;

/**
 * The queued records of one connection and one account. A connection has more than one line if its key was replaced by one
 * of another account.
 *
 * @param account the account that owns the records
 * @param connection the name of the connection that they came for
 */
public record QueueLine(AccountId account, String connection) {

    /** Scenarios that are called later. They belong to no account; their steps do. */
    public static final QueueLine SCENARIOS = new QueueLine(new AccountId("0".repeat(64)), "(scenario)");

    /** What precedes the id of a route in the name of the action of such an entry. */
    public static final String THEN = "then:";

    /** The line that this record joins. */
    public static QueueLine of(LedgerRequest request) {
        return new QueueLine(request.account().orElseThrow(), request.connection());
    }
}
