package com.whitelabelcro.camel.config;

/**
 * Provides the API key of a connection whenever a request is sent. A host can supply its own, to read keys from a vault
 * and to rotate them without a restart. A new key of the same company does not change which records are known. If the
 * key does not name its company, {@code wlcro.company} must name it.
 *
 * <p>Implementations must be thread-safe and fast: they are called for every record on shared threads.
 */
@FunctionalInterface
public interface KeySource {

    /**
     * Returns the key to send as {@code X-Api-Key} (contract section 2: opaque). An exception fails the record without
     * a request.
     *
     * @param connection the connection's name
     */
    String key(String connection);
}
