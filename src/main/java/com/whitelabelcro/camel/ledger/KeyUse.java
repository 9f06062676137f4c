package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.model.KeyId;
import java.util.Optional;

/**
 * A connection that is used with a key.
 *
 * @param connection the connection's name
 * @param address its base URL
 * @param key which key, as a hash
 * @param named the company that the key names
 * @param said the company that the configuration says
 * @param property in which it is said
 */
public record KeyUse(String connection, String address, KeyId key, Optional<CompanyId> named, Optional<CompanyId> said,
        String property) {

    /** This connection with this key. */
    public static KeyUse of(Connection connection, String key) {
        return new KeyUse(connection.name(), connection.baseUrl().toString(), KeyId.of(connection, key),
                CompanyId.ofKey(key), connection.company(), connection.companyProperty());
    }

    /** The company, as far as it is known. */
    public Optional<CompanyId> company() {
        return said.or(() -> named);
    }
}
