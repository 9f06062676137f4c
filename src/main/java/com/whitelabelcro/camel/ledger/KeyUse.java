package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.model.KeyId;
import java.util.Optional;

/**
 * A connection together with the API key that it is used with.
 *
 * @param connection the connection's name
 * @param address its base URL
 * @param key the id of the key, a hash
 * @param named the company that the key itself names; empty if it names none
 * @param configured the company that the configuration names; empty if it names none
 * @param property the property for the company
 */
public record KeyUse(String connection, String address, KeyId key, Optional<CompanyId> named, Optional<CompanyId> configured,
        String property) {

    /** Creates the use of this connection with this key. */
    public static KeyUse of(Connection connection, String key) {
        return new KeyUse(connection.name(), connection.baseUrl().toString(), KeyId.of(connection, key),
                CompanyId.ofKey(key), connection.company(), connection.companyProperty());
    }

    /** The company, if it is known; the configuration takes precedence over the key. */
    public Optional<CompanyId> company() {
        return configured.or(() -> named);
    }
}
