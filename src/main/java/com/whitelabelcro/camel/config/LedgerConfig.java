package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how the ledger is stored. Immutable.
 *
 * @param url {@code wlcro.ledger.url}: {@code jdbc:sqlite:FILE}, {@code jdbc:sqlite::memory:} or
 *     {@code jdbc:postgresql://...}; empty for a file in {@link HomeFolder}
 * @param user {@code wlcro.ledger.user}; empty if the URL or the database needs none
 * @param password {@code wlcro.ledger.password}; empty if none is needed
 * @param secretKey {@code wlcro.ledger.secret-key}: encrypts bodies and answers; empty for no encryption
 * @param window {@code wlcro.idempotency.window}: how long a repeat of the last applied content is a duplicate
 * @param retention {@code wlcro.ledger.retention}: settled entries and all bodies are deleted after this time
 * @param lease how long a process may go without a heartbeat before it is considered dead
 * @param patience how long a record waits for an unavailable database before it fails
 * @param queueMax {@code wlcro.queue.max}: how many records may wait to be sent later
 */
public record LedgerConfig(
        String url,
        String user,
        String password,
        String secretKey,
        Duration window,
        Duration retention,
        Duration lease,
        Duration patience,
        int queueMax) {

    /** The URL of a ledger that lives only as long as its process. */
    public static final String MEMORY_URL = "jdbc:sqlite::memory:";
    /** The property for the URL. */
    public static final String URL = "wlcro.ledger.url";
    /** The property for how many records may wait to be sent later. */
    public static final String QUEUE_MAX = "wlcro.queue.max";
    /** The prefix of the URLs of SQLite ledgers. */
    public static final String SQLITE = "jdbc:sqlite:";

    private static final String USER = "wlcro.ledger.user";
    private static final String PASSWORD = "wlcro.ledger.password";
    private static final String SECRET_KEY = "wlcro.ledger.secret-key";
    private static final String RETENTION = "wlcro.ledger.retention";
    private static final int QUEUE_MOST = 1_000_000;
    private static final String WINDOW = "wlcro.idempotency.window";
    private static final Duration LONGEST = Duration.ofDays(3_650);

    static final Set<String> PROPERTIES = Set.of(URL, USER, PASSWORD, SECRET_KEY, RETENTION, WINDOW, QUEUE_MAX);

    static LedgerConfig read(Values values) {
        LedgerConfig config = defaults()
                .withUrl(values.text(URL, ""))
                .withLogin(values.text(USER, ""), values.text(PASSWORD, ""))
                .withSecretKey(values.text(SECRET_KEY, ""))
                .withTimes(values.duration(WINDOW, "24h", LONGEST), values.duration(RETENTION, "30d", LONGEST),
                        defaults().lease())
                .withQueueMax(values.number(QUEUE_MAX, QUEUE_MOST, 1, 100_000_000));
        // Reports an invalid path here, and not only when the ledger is opened.
        config.file();
        return config;
    }

    /** The defaults: an SQLite file in {@link HomeFolder}, a window of 24 hours, a retention of 30 days. */
    public static LedgerConfig defaults() {
        return new LedgerConfig("", "", "", "", Duration.ofHours(24), Duration.ofDays(30),
                Duration.ofSeconds(30), Duration.ofSeconds(60), QUEUE_MOST);
    }

    /** The same configuration with another URL. */
    public LedgerConfig withUrl(String other) {
        return new LedgerConfig(other, user, password, secretKey, window, retention, lease, patience, queueMax);
    }

    /** The same configuration with another login. */
    public LedgerConfig withLogin(String otherUser, String otherPassword) {
        return new LedgerConfig(url, otherUser, otherPassword, secretKey, window, retention, lease, patience, queueMax);
    }

    /** The same configuration with another secret key. */
    public LedgerConfig withSecretKey(String other) {
        return new LedgerConfig(url, user, password, other, window, retention, lease, patience, queueMax);
    }

    /** The same configuration with other durations. */
    public LedgerConfig withTimes(Duration otherWindow, Duration otherRetention, Duration otherLease) {
        return new LedgerConfig(
                url, user, password, secretKey, otherWindow, otherRetention, otherLease, patience, queueMax);
    }

    /** The same configuration with another patience. */
    public LedgerConfig withPatience(Duration other) {
        return new LedgerConfig(url, user, password, secretKey, window, retention, lease, other, queueMax);
    }

    /** The same configuration with another limit of the queue. */
    public LedgerConfig withQueueMax(int other) {
        return new LedgerConfig(url, user, password, secretKey, window, retention, lease, patience, other);
    }

    /**
     * The same configuration if it has a URL; otherwise with the file of this name in {@link HomeFolder}.
     *
     * @throws ConfigurationException if there is no place for such a file
     */
    public LedgerConfig orInHome(String name) {
        return url.isEmpty() ? withUrl(SQLITE + HomeFolder.ofUser().ledger(name)) : this;
    }

    /** Whether the ledger lives only as long as its process. */
    public boolean isInMemory() {
        return url.equals(MEMORY_URL);
    }

    /**
     * The file of an SQLite ledger; empty for another database or in memory.
     *
     * @throws ConfigurationException if the URL does not name a possible file
     */
    public Optional<Path> file() {
        return url.startsWith(SQLITE) && !isInMemory()
                ? Optional.of(HomeFolder.ofUser().expand(url.substring(SQLITE.length()), URL).toAbsolutePath().normalize())
                : Optional.empty();
    }

    /** Failed records that failed before this time lose their bodies within a day. */
    public Instant losingBodies(Instant now) {
        return now.minus(retention).plus(Duration.ofDays(1));
    }

    /** The location for messages: without a login, which a URL may contain. */
    public String place() {
        return isInMemory() ? "in memory" : file().map(Path::toString)
                .orElseGet(() -> url.replaceFirst("^jdbc:", "").replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*", ""));
    }

    /** Shows neither password, secret key nor URL, which may contain a password. */
    @Override
    public String toString() {
        return "ledger, window " + window + ", retention " + retention + ", lease " + lease;
    }
}
