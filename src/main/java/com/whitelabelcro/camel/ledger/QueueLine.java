package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;

/**
 * The queued records of one connection and one account. A connection has more than one line if its key was replaced by one
 * of another account.
 *
 * @param account the account that owns the records
 * @param connection the name of the connection that they were accepted for
 */
public record QueueLine(AccountId account, String connection) {

    /** The line of scenarios that are called later. They belong to no account, but their steps do. */
    public static final QueueLine SCENARIOS = new QueueLine(new AccountId("0".repeat(64)), "(scenario)");

    /** The prefix of the action's name of such an entry; the id of the route follows it. */
    public static final String THEN = "then:";

    /** The line that this record joins. */
    public static QueueLine of(LedgerRequest request) {
        return new QueueLine(request.account().orElseThrow(), request.connection());
    }
}
