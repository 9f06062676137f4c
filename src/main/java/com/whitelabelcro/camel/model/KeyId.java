package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.config.Connection;

/**
 * An API key at one address, as a hash: the API counts requests by it, so that permits and pauses belong to it. The key
 * cannot be found out from it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyId(String hex) {

    /** The key of a connection. */
    public static KeyId of(Connection connection, String key) {
        return new KeyId(Sha256.of("key", connection.baseUrl().toString(), key).hex());
    }

    /** Enough to tell two apart in a log. */
    @Override
    public String toString() {
        return hex.substring(0, 8);
    }
}
