package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.config.Connection;

/**
 * The id of an API key at one base URL, a hash. The API counts requests per key, so that permits and pauses belong to
 * it. The key cannot be recovered from it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyId(String hex) {

    /** Creates the id of a connection's key. */
    public static KeyId of(Connection connection, String key) {
        return new KeyId(Sha256.of("key", connection.baseUrl().toString(), key).hex());
    }

    /** A prefix, enough to distinguish two keys in a log. */
    @Override
    public String toString() {
        return hex.substring(0, 8);
    }
}
