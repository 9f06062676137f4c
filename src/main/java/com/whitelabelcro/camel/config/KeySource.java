package com.whitelabelcro.camel.config;

/**
 * Gives the API key of a connection at the moment a request is sent. A host can hand in its own, to take keys from a
 * vault and to change them without a restart. A new key of the same company changes nothing about which records are known;
 * if it does not name its company, {@code wlcro.company} has to.
 */
@FunctionalInterface
public interface KeySource {

    /**
     * The key to send as {@code X-Api-Key} (contract section 2: opaque).
     *
     * @param connection the connection's name
     */
    String key(String connection);
}
