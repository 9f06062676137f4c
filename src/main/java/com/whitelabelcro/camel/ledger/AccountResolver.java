package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /**
     * Whose a connection is.
     *
     * @param key the key that it has now, as a hash
     * @param account whose records it sends with that key
     */
    public record Owner(KeyId key, AccountId account) {}

    /** The key that a connection had when it was asked for last; no record, so that it is in no text. */
    private static final class Known {

        private final String key;
        private final Owner owner;

        Known(String key, Owner owner) {
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
    public CompletionStage<Owner> of(Connection connection) {
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

    private CompletionStage<Owner> ask(Connection connection, String key) {
        KeyUse use = KeyUse.of(connection, key);
        return registry.accountOf(use).thenApply(account -> {
            Owner owner = new Owner(use.key(), account);
            last.put(connection.name(), new Known(key, owner));
            return owner;
        });
    }

    /** The same for who can do without: nothing for a connection that there is not, or whose account cannot be had now. */
    public CompletionStage<Optional<AccountId>> ofName(String connection) {
        return settings.connection(connection)
                .map(each -> of(each).handle((owner, problem) -> Optional.ofNullable(owner).map(Owner::account)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Why the account could not be had, for people: nothing of what others say, which may quote. */
    public static String why(Throwable problem) {
        Throwable cause = cause(problem);
        return cause instanceof LedgerException told ? told.getMessage()
                : "the API key could not be had: " + cause.getClass().getSimpleName();
    }

    /** Whether the ledger cannot tell whose the key is, so that asking again gives the same. */
    public static boolean isRefusal(Throwable problem) {
        return cause(problem) instanceof LedgerException told && told.reason() == LedgerException.Reason.SETTINGS;
    }

    /** Whether the ledger could not be asked, and not only the key could not be had. */
    public static boolean isTheLedgers(Throwable problem) {
        return cause(problem) instanceof LedgerException;
    }

    /** Asks the ledger again, since it was opened again. */
    public void forget() {
        last.clear();
    }

    private static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException ? problem.getCause() : problem;
    }
}
