package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how the ledger is kept: an immutable value.
 *
 * @param url {@code wlcro.ledger.url}: {@code jdbc:sqlite:FILE}, {@code jdbc:sqlite::memory:} or
 *     {@code jdbc:postgresql://...}; empty for a file in {@link HomeFolder}
 * @param user {@code wlcro.ledger.user}; empty if the URL or the database needs none
 * @param password {@code wlcro.ledger.password}; empty if none is needed
 * @param secretKey {@code wlcro.ledger.secret-key}: with it, bodies and answers are encrypted; empty for none
 * @param window {@code wlcro.idempotency.window}: how long a repeat of the last applied content is a duplicate
 * @param retention {@code wlcro.ledger.retention}: after this, what is settled is deleted, and bodies in any case
 * @param lease how long a process that does not give a sign is still taken to be alive
 * @param patience how long a record waits for a database that is gone before its caller is told
 */
public record LedgerConfig(
        String url,
        String user,
        String password,
        String secretKey,
        Duration window,
        Duration retention,
        Duration lease,
        Duration patience) {

    /** For a ledger that ends with its process. */
    public static final String MEMORY_URL = "jdbc:sqlite::memory:";
    public static final String URL = "wlcro.ledger.url";
    public static final String SQLITE = "jdbc:sqlite:";

    private static final String USER = "wlcro.ledger.user";
    private static final String PASSWORD = "wlcro.ledger.password";
    private static final String SECRET_KEY = "wlcro.ledger.secret-key";
    private static final String RETENTION = "wlcro.ledger.retention";
    private static final String WINDOW = "wlcro.idempotency.window";
    private static final Duration LONGEST = Duration.ofDays(3_650);

    static final Set<String> PROPERTIES = Set.of(URL, USER, PASSWORD, SECRET_KEY, RETENTION, WINDOW);

    static LedgerConfig read(Values values) {
        LedgerConfig config = defaults()
                .withUrl(values.text(URL, ""))
                .withLogin(values.text(USER, ""), values.text(PASSWORD, ""))
                .withSecretKey(values.text(SECRET_KEY, ""))
                .withTimes(values.duration(WINDOW, "24h", LONGEST), values.duration(RETENTION, "30d", LONGEST),
                        defaults().lease());
        // A path that can be none is told here, and not when somebody asks for it.
        config.file();
        return config;
    }

    /** The default: an SQLite file in {@link HomeFolder}, 24 hours, 30 days. */
    public static LedgerConfig defaults() {
        return new LedgerConfig("", "", "", "", Duration.ofHours(24), Duration.ofDays(30),
                Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    public LedgerConfig withUrl(String other) {
        return new LedgerConfig(other, user, password, secretKey, window, retention, lease, patience);
    }

    public LedgerConfig withLogin(String otherUser, String otherPassword) {
        return new LedgerConfig(url, otherUser, otherPassword, secretKey, window, retention, lease, patience);
    }

    public LedgerConfig withSecretKey(String other) {
        return new LedgerConfig(url, user, password, other, window, retention, lease, patience);
    }

    public LedgerConfig withTimes(Duration otherWindow, Duration otherRetention, Duration otherLease) {
        return new LedgerConfig(
                url, user, password, secretKey, otherWindow, otherRetention, otherLease, patience);
    }

    public LedgerConfig withPatience(Duration other) {
        return new LedgerConfig(url, user, password, secretKey, window, retention, lease, other);
    }

    /**
     * The same if a URL was given; else the file of this name in {@link HomeFolder}.
     *
     * @throws ConfigurationException if there is no place for such a file
     */
    public LedgerConfig orInHome(String name) {
        return url.isEmpty() ? withUrl(SQLITE + HomeFolder.ofUser().ledger(name)) : this;
    }

    /** Whether it ends with its process. */
    public boolean isInMemory() {
        return url.equals(MEMORY_URL);
    }

    /**
     * Its file, if it is in one of SQLite's.
     *
     * @throws ConfigurationException if there can be no such file
     */
    public Optional<Path> file() {
        return url.startsWith(SQLITE) && !isInMemory()
                ? Optional.of(HomeFolder.ofUser().expand(url.substring(SQLITE.length()), URL).toAbsolutePath().normalize())
                : Optional.empty();
    }

    /** Where it is, for people: without what a URL may hold of a login. */
    public String place() {
        return isInMemory() ? "in memory" : file().map(Path::toString)
                .orElseGet(() -> url.replaceFirst("^jdbc:", "").replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*", ""));
    }

    /** Neither password nor key; and no URL, which may hold a password. */
    @Override
    public String toString() {
        return "ledger, window " + window + ", retention " + retention + ", lease " + lease;
    }
}
