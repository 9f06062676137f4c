package com.whitelabelcro.camel.once;

import com.whitelabelcro.camel.connection.Connection;

/**
 * Whose records and permits they are: the company behind an API key at one address. So a ledger that was used with a
 * sandbox, or with another company's key under the same connection name, takes nothing for a duplicate that is none.
 */
public final class Account {

    private Account() {}

    /** Of this connection with this key; the key cannot be found out from it. */
    public static Fingerprint of(Connection connection, String key) {
        return Fingerprint.of("account", connection.baseUrl().toString(), key);
    }
}
