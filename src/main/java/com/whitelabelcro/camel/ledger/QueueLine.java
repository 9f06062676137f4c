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

    /** The line that this record joins. */
    public static QueueLine of(LedgerRequest request) {
        return new QueueLine(request.account().orElseThrow(), request.connection());
    }
}
