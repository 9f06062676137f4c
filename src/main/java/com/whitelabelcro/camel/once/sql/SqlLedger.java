package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.AccountRegistry;
import com.whitelabelcro.camel.once.Alarm;
import com.whitelabelcro.camel.once.Counts;
import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.Extent;
import com.whitelabelcro.camel.once.FailedRecords;
import com.whitelabelcro.camel.once.Imports;
import com.whitelabelcro.camel.once.Ledger;
import com.whitelabelcro.camel.connection.LedgerConfig;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import com.whitelabelcro.camel.once.Order;
import com.whitelabelcro.camel.once.Outcome;
import com.whitelabelcro.camel.once.PermitRows;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.once.Verdict;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in a database. */
public final class SqlLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(SqlLedger.class);

    /** A command that looks into the ledger for a moment changes nothing in it. */
    private static final Duration PURGE_FIRST = Duration.ofSeconds(10);
    private static final Duration PURGE_AGAIN = Duration.ofHours(1);

    private final LedgerConfig config;
    private final String place;
    private final Session session;
    private final Writer writer;
    private final Vault vault;
    private final Entries entries;
    private final Order order;
    private final Alarm alarm;
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    private SqlLedger(LedgerConfig config, String place, Opened opened, Surroundings around) {
        this.config = config;
        this.place = place;
        this.vault = opened.vault();
        this.entries = new Entries(vault);
        this.alarm = around.alarm();
        long lease = config.lease().toMillis();
        Owners owners = new Owners(lease, Presence.of(Path.of("/proc")));
        this.session = new Session(opened.database(), opened.connection(), around.clocks(), owners, lease);
        this.writer = new Writer(session, around.clocks(), config.patience(), around.workers());
        this.order = new Order(this::ask, alarm);
    }

    /** A database that is ready, and its first connection. */
    private record Opened(Database database, Connection connection, Vault vault) {}

    /**
     * Opens the ledger that the settings name, and makes it if there is none. Writes down what dead processes left.
     *
     * @throws LedgerException if it cannot be used; the message says why and what to do
     */
    public static SqlLedger open(LedgerConfig config, Surroundings around) {
        return open(config, Databases.of(config), config.place(), around);
    }

    /** Opens the ledger in a host's own database; URL, user and password of the settings do not matter. */
    public static SqlLedger open(LedgerConfig config, DataSource source, Surroundings around) {
        return open(config, Databases.of(source), "in the application's own database", around);
    }

    static SqlLedger open(LedgerConfig config, Database database, String place, Surroundings around) {
        if (config.window().compareTo(config.retention()) > 0) {
            throw new LedgerException(Reason.SETTINGS, "wlcro.idempotency.window must not be longer than"
                    + " wlcro.ledger.retention, or a duplicate could not be told its answer");
        }
        SqlLedger ledger = new SqlLedger(config, place, opened(config, database, place, around), around);
        ledger.writer.start();
        ledger.beat();
        ledger.alarm.in(PURGE_FIRST, ledger::purgeAlways);
        return ledger;
    }

    private static Opened opened(LedgerConfig config, Database database, String place, Surroundings around) {
        Connection connection = null;
        try {
            connection = database.open();
            database.begin(connection, around.clocks().wall().millis());
            boolean made = Schema.migrate(connection, place);
            Vault vault = VaultKey.vault(connection, config.secretKey(), around.random());
            database.commit(connection);
            if (made && !config.isInMemory()) {
                LOG.info("Made a new ledger: {}", place);
            }
            return new Opened(database, connection, vault);
        } catch (SQLException e) {
            close(database, connection);
            throw database.trouble(e).exception(e);
        } catch (RuntimeException e) {
            close(database, connection);
            throw e;
        }
    }

    private static void close(Database database, Connection connection) {
        try (database) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // What went wrong first is told.
        }
    }

    /** Gives a sign of life three times in a lease, and looks after what dead processes left. */
    private void beat() {
        if (!closed) {
            Owners owners = session.owners();
            writer.submitBrief(tx -> {
                tx.write();
                owners.reapDead(tx);
                return null;
            });
            alarm.in(config.lease().dividedBy(3), this::beat);
        }
    }

    /** What is old enough goes by itself, soon and every hour; a piece at a time, behind whoever has more to do. */
    private void purgeAlways() {
        if (!closed) {
            purge();
            alarm.in(PURGE_AGAIN, this::purgeAlways);
        }
    }

    @Override
    public CompletionStage<Verdict> begin(Submission submission) {
        return order.begin(submission);
    }

    private CompletionStage<Order.Said> ask(Submission submission, EntryId waitedFor) {
        return writer.submitBrief(new Begin(submission, waitedFor, entries, session.owners(), config.window().toMillis(),
                numbers::incrementAndGet));
    }

    @Override
    public CompletionStage<Boolean> sending(Entry entry, int request) {
        boolean holds = session.holds(entry.owner());
        if (holds && entry.submission().repeatable()) {
            return CompletableFuture.completedFuture(true);
        }
        return writer.submit(new Sending(entry, request, !holds));
    }

    @Override
    public CompletionStage<Boolean> resting(Entry entry, int requests) {
        return writer.submitBrief(new Resting(entry, requests));
    }

    @Override
    public CompletionStage<Boolean> end(Entry entry, Outcome outcome) {
        return writer.record(new End(entry, outcome, vault)).whenComplete((ours, problem) ->
                order.ended(entry, Boolean.TRUE.equals(ours) ? Optional.of(outcome) : Optional.empty()));
    }

    @Override
    public FailedRecords failed() {
        return new SqlFailedRecords(writer, entries, numbers::incrementAndGet);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public AccountRegistry accounts() {
        return new SqlAccounts(writer);
    }

    @Override
    public Imports imports() {
        return new SqlImports(writer, numbers::incrementAndGet, config.window().toMillis());
    }

    @Override
    public PermitRows permits() {
        return new SqlPermitRows(writer);
    }

    @Override
    public CompletionStage<Counts> counts(Optional<String> connection, Instant since) {
        return writer.submit(new Count(connection, since));
    }

    @Override
    public CompletionStage<Extent> extent() {
        return writer.submit(new Span());
    }

    @Override
    public CompletionStage<Long> purge() {
        return purge(0);
    }

    private CompletionStage<Long> purge(long before) {
        return writer.submit(new Purge(config.retention().toMillis())).thenCompose(touched ->
                touched < Purge.PIECE ? CompletableFuture.completedFuture(before + touched) : purge(before + touched));
    }

    @Override
    public void close() {
        closed = true;
        Owners owners = session.owners();
        writer.close(tx -> {
            owners.reap(tx, tx.owner());
            return null;
        });
    }

    /** What the ledger lives on. */
    public record Surroundings(Clocks clocks, Alarm alarm, Executor workers, SecureRandom random) {}
}
