package com.whitelabelcro.camel.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the pack is to work: an immutable value, read once by {@link SettingsReader}.
 *
 * @param connections by name; never empty
 * @param keys gives the keys of these connections
 * @param period how long a permit stays used, counted from the answer; the API's is one minute (contract section 3)
 * @param timeout how long one request may take from the first byte sent to the last byte of the answer
 * @param suspend how long a connection is left alone after a 401, a row of 403s or a lasting outage
 * @param retry when to give up on a record
 * @param unknownFields what to do with fields that the schema does not know
 * @param emptyExternalIds what to do with an {@code external_id} that was made of a missing value
 * @param ledger where and how is kept what was sent and what came of it
 */
public record Settings(
        Map<String, Connection> connections,
        KeySource keys,
        Duration period,
        Duration timeout,
        Duration suspend,
        RetryPolicy retry,
        UnknownFields unknownFields,
        EmptyExternalIds emptyExternalIds,
        LedgerConfig ledger) {

    public Settings {
        connections = Map.copyOf(connections);
    }

    /** The connection of that name. */
    public Optional<Connection> connection(String name) {
        return Optional.ofNullable(connections.get(name));
    }

    /** Whether the keys are those of the configuration, so that they are there at the start and stay the same. */
    public boolean hasConfiguredKeys() {
        return keys instanceof ConfiguredKeys;
    }

    /** These settings with the ledger elsewhere. */
    public Settings withLedger(LedgerConfig other) {
        return new Settings(
                connections, keys, period, timeout, suspend, retry, unknownFields, emptyExternalIds, other);
    }

    /** These settings with keys from elsewhere, such as a vault. */
    public Settings withKeys(KeySource source) {
        return new Settings(
                connections, source, period, timeout, suspend, retry, unknownFields, emptyExternalIds, ledger);
    }
}
