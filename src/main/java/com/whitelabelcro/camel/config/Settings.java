package com.whitelabelcro.camel.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the pack, read by {@link SettingsReader}. They do not change, except for the connections: the registry holds
 * those that exist at the moment.
 *
 * @param registry the connections; never empty
 * @param connectionsFile the file of connections; empty if none is configured
 * @param keys provides the keys of the connections
 * @param period how long a permit stays used, counted from the answer; the API's period is one minute (contract section
 *     3)
 * @param timeout how long one request may take, from the first byte sent to the last byte of the answer
 * @param suspend how long a connection is suspended after a 401, several 403s in a row or a longer outage
 * @param retry when a record is given up
 * @param unknownFields what to do with fields that the schema does not know
 * @param emptyExternalIds what to do with an {@code external_id} that was built from a missing value
 * @param connectionHealth how a connection that cannot be used affects the health of the application
 * @param ledger where and how the ledger is stored
 * @param replyTargets the endpoint URIs to which outcomes of queued records may be delivered, by the names that callers use
 */
public record Settings(
        ConnectionRegistry registry,
        Optional<ConnectionsFile> connectionsFile,
        KeySource keys,
        Duration period,
        Duration timeout,
        Duration suspend,
        RetryPolicy retry,
        UnknownFields unknownFields,
        EmptyExternalIds emptyExternalIds,
        ConnectionHealth connectionHealth,
        LedgerConfig ledger,
        Map<String, String> replyTargets) {

    /** The prefix of the properties that register targets for the outcomes of queued records. */
    public static final String REPLY_TO = "wlcro.reply-to.";

    /** The connections at this moment, by name. */
    public Map<String, Connection> connections() {
        return registry.all();
    }

    /** The connection that has this name at the moment; empty if there is none. */
    public Optional<Connection> connection(String name) {
        return registry.find(name);
    }

    /** Whether the keys come from the configuration, and not from a source of the host. */
    public boolean hasConfiguredKeys() {
        return keys == registry;
    }

    /** The same settings with another ledger. */
    public Settings withLedger(LedgerConfig other) {
        return new Settings(
                registry, connectionsFile, keys, period, timeout, suspend, retry, unknownFields, emptyExternalIds, connectionHealth, other,
                replyTargets);
    }

    /** The same settings with one more target for the outcomes of queued records. */
    public Settings withReplyTarget(String name, String uri) {
        Map<String, String> targets = new HashMap<>(replyTargets);
        targets.put(name, uri);
        return new Settings(registry, connectionsFile, keys, period, timeout, suspend, retry, unknownFields, emptyExternalIds,
                connectionHealth, ledger, Map.copyOf(targets));
    }

    /** The same settings with keys from another source, such as a vault. */
    public Settings withKeys(KeySource source) {
        return new Settings(
                registry, connectionsFile, source, period, timeout, suspend, retry, unknownFields, emptyExternalIds, connectionHealth, ledger,
                replyTargets);
    }

    /**
     * When a record is given up.
     *
     * @param maxAttempts the maximum number of requests for one record
     * @param deadline how long a record is retried, counted from its first permit
     */
    public record RetryPolicy(int maxAttempts, Duration deadline) {}
}
