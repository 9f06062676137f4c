package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.Clocks;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens the configured ledger without routes, for commands that read or change it; no API keys are required. */
public final class LedgerClient implements AutoCloseable {

    private static final int PAGE = 500;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(LedgerClient::daemon);
    private final Settings settings;
    private final LedgerConfig config;
    private final JdbcLedger ledger;

    /** @throws ConfigurationException if the ledger cannot be used or does not exist yet */
    public LedgerClient(Configuration configuration) throws Exception {
        settings = configuration.withKeysThatThereAre().settings();
        config = settings.ledger();
        config.file().filter(each -> !Files.exists(each)).ifPresent(missing -> {
            throw new ConfigurationException("There is no ledger at " + missing
                    + " yet; it is created when the first record is sent. If there is one elsewhere, set wlcro.ledger.url, or WLCRO_HOME");
        });
        try {
            ledger = JdbcLedger.open(config, new Environment(
                    new Clocks(InstantSource.system(), System::nanoTime),
                    (time, wake) -> timer.schedule(wake, time.toNanos(), TimeUnit.NANOSECONDS),
                    Runnable::run, new SecureRandom()));
        } catch (LedgerException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wlcro-timer");
        thread.setDaemon(true);
        return thread;
    }

    /** The file of the ledger; empty if it is not in a file. */
    public Optional<Path> file() {
        return config.file();
    }

    public Settings settings() {
        return settings;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The accounts that the connections belong to now; connections without a key are left out. */
    public OwnRecords own() {
        Map<String, AccountId> accounts = new TreeMap<>();
        List<String> doubts = new ArrayList<>();
        settings.connections().forEach((name, connection) -> {
            String key = settings.keys().key(name);
            if (!Configuration.isNone(key)) {
                KeyUse use = KeyUse.of(connection, key);
                try {
                    accounts.put(name, get(ledger.accounts().find(use)));
                } catch (ConfigurationException e) {
                    // Without an account, no record is known to belong to this key.
                    accounts.put(name, AccountId.ofKey(use.key()));
                    doubts.add(e.getMessage());
                }
            }
        });
        return new OwnRecords(accounts, doubts);
    }

    /** Calls the consumer for all failed records that match, latest failure first, reading one page at a time. */
    public static void each(Ledger ledger, FailedFilter filter, Consumer<FailedRecord> what) {
        Optional<FailedRecord> last = Optional.empty();
        List<FailedRecord> page;
        do {
            page = get(ledger.failed().page(filter, last, PAGE));
            page.forEach(what);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == PAGE);
    }

    /**
     * Returns one entry with its body.
     *
     * @throws ConfigurationException if there is no such entry
     */
    public static FailedRecord show(Ledger ledger, EntryId id) {
        return get(ledger.failed().show(id)).orElseThrow(
                () -> new ConfigurationException("There is no failed record with the number " + id));
    }

    /** Waits for the ledger. A failure is reported like an invalid configuration. */
    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException why ? new ConfigurationException(why.getMessage()) : e;
        }
    }

    @Override
    public void close() {
        ledger.close();
        timer.shutdownNow();
    }
}
