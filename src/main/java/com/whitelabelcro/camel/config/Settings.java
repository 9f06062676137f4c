package com.whitelabelcro.camel.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the pack. Immutable; read once by {@link SettingsReader}.
 *
 * @param connections the connections by name; never empty
 * @param keys provides the keys of these connections
 * @param period how long a permit stays used, counted from the answer; the API's period is one minute (contract section
 *     3)
 * @param timeout how long one request may take, from the first byte sent to the last byte of the answer
 * @param suspend how long a connection is suspended after a 401, several 403s in a row or a lasting outage
 * @param retry when a record is given up
 * @param unknownFields what to do with fields that the schema does not know
 * @param emptyExternalIds what to do with an {@code external_id} that was built from a missing value
 * @param ledger where and how the ledger is stored
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

    /** The connection with this name; empty if there is none. */
    public Optional<Connection> connection(String name) {
        return Optional.ofNullable(connections.get(name));
    }

    /** Whether the keys come from the configuration, so that they are available at the start and do not change. */
    public boolean hasConfiguredKeys() {
        return keys instanceof ConfiguredKeys;
    }

    /** The same settings with another ledger. */
    public Settings withLedger(LedgerConfig other) {
        return new Settings(
                connections, keys, period, timeout, suspend, retry, unknownFields, emptyExternalIds, other);
    }

    /** The same settings with keys from another source, such as a vault. */
    public Settings withKeys(KeySource source) {
        return new Settings(
                connections, source, period, timeout, suspend, retry, unknownFields, emptyExternalIds, ledger);
    }
}
