package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose the connections are at this moment. The ledger is asked once for each key; after that the answer is there at once,
 * until the {@link com.whitelabelcro.camel.config.KeySource} gives another key.
 */
public final class AccountResolver {

    private final Settings settings;
    private final AccountRegistry registry;
    private final Map<String, Known> last = new ConcurrentHashMap<>();

    /** The key that a connection had when it was asked for last; no record, so that it is in no text. */
    private static final class Known {

        private final String key;
        private final ConnectionOwner owner;

        Known(String key, ConnectionOwner owner) {
            this.key = key;
            this.owner = owner;
        }
    }

    public AccountResolver(Settings settings, AccountRegistry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    /**
     * Whose this connection is now.
     *
     * @return fails with {@link LedgerException}, or with what the source of the keys threw
     */
    public CompletionStage<ConnectionOwner> of(Connection connection) {
        try {
            String key = settings.keys().key(connection.name());
            Known known = last.get(connection.name());
            return known != null && known.key.equals(key)
                    ? CompletableFuture.completedFuture(known.owner) : ask(connection, key);
        } catch (RuntimeException | Error e) {
            // A source of keys may be the host's own, and fail in any way.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<ConnectionOwner> ask(Connection connection, String key) {
        KeyUse use = KeyUse.of(connection, key);
        return registry.accountOf(use).thenApply(account -> {
            ConnectionOwner owner = new ConnectionOwner(use.key(), account);
            last.put(connection.name(), new Known(key, owner));
            return owner;
        });
    }

    /** The same for who can do without: nothing for a connection that there is not, or whose account cannot be had now. */
    public CompletionStage<Optional<AccountId>> ofName(String connection) {
        return settings.connection(connection)
                .map(each -> of(each).handle((owner, problem) -> Optional.ofNullable(owner).map(ConnectionOwner::account)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Asks the ledger again, since it was opened again. */
    public void forget() {
        last.clear();
    }
}
