package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.RemovedConnectionException;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resolves the current owner of a connection. It asks the ledger once per key and caches the answer until the
 * {@link com.whitelabelcro.camel.config.KeySource} returns another key.
 *
 * <p>Thread-safe.
 */
public final class AccountResolver {

    private final Settings settings;
    private final AccountRegistry registry;
    private final Map<String, Known> last = new ConcurrentHashMap<>();

    /**
     * The key that a connection had at its last lookup. It is a class, not a record, so that the key never appears in a
     * {@code toString}.
     */
    private static final class Known {

        private final Connection connection;
        private final String key;
        private final ConnectionOwner owner;

        Known(Connection connection, String key, ConnectionOwner owner) {
            this.connection = connection;
            this.key = key;
            this.owner = owner;
        }

        /** Whether nothing has changed that the owner depends on. */
        boolean isOf(Connection other, String otherKey) {
            return key.equals(otherKey) && connection.baseUrl().equals(other.baseUrl()) && connection.company().equals(other.company());
        }
    }

    /**
     * @param settings the connections and the source of their keys
     * @param registry the ledger's account registry
     */
    public AccountResolver(Settings settings, AccountRegistry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    /**
     * Returns the current owner of this connection.
     *
     * @return fails with {@link LedgerException}, or with whatever the key source threw
     */
    public CompletionStage<ConnectionOwner> of(Connection connection) {
        try {
            String key = settings.keys().key(connection.name());
            Known known = last.get(connection.name());
            return known != null && known.isOf(connection, key)
                    ? CompletableFuture.completedFuture(known.owner) : ask(connection, key);
        } catch (RuntimeException | Error e) {
            // The key source may be the host's own and may fail in any way.
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Returns the current owner of the connection that has this name at the moment, like {@link #of}; fails if there is none.
     */
    public CompletionStage<ConnectionOwner> current(String connection) {
        return settings.connection(connection).map(this::of)
                .orElseGet(() -> CompletableFuture.failedFuture(new RemovedConnectionException(connection)));
    }

    /** An API key of this connection as a hash, which is computed once as long as the key does not change. */
    public KeyId keyId(Connection connection, String key) {
        Known known = last.get(connection.name());
        return known != null && known.isOf(connection, key) ? known.owner.key() : KeyId.of(connection, key);
    }

    private CompletionStage<ConnectionOwner> ask(Connection connection, String key) {
        KeyUse use = KeyUse.of(connection, key);
        return registry.accountOf(use).thenApply(account -> {
            ConnectionOwner owner = new ConnectionOwner(use.key(), account);
            last.put(connection.name(), new Known(connection, key, owner));
            return owner;
        });
    }

    /**
     * Returns the account of a connection, or empty if the connection does not exist or its account cannot be
     * determined now.
     */
    public CompletionStage<Optional<AccountId>> ofName(String connection) {
        return settings.connection(connection)
                .map(each -> of(each).handle((owner, problem) -> Optional.ofNullable(owner).map(ConnectionOwner::account)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** The accounts of all connections by name. A connection whose account cannot be determined now is left out. */
    public CompletionStage<Map<String, AccountId>> all() {
        Map<String, AccountId> accounts = new ConcurrentHashMap<>();
        CompletableFuture<?>[] asked = settings.connections().keySet().stream()
                .map(name -> ofName(name).thenAccept(account -> account.ifPresent(each -> accounts.put(name, each))))
                .map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(asked).thenApply(all -> accounts);
    }

    /** Forgets a connection that was removed. */
    public void forget(String connection) {
        last.remove(connection);
    }

    /** Clears the cache, after the ledger was reopened. */
    public void forget() {
        last.clear();
    }
}
