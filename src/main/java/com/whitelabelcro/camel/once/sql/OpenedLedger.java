package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.connection.LedgerConfig;
import com.whitelabelcro.camel.once.Alarm;
import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.Order;
import com.whitelabelcro.camel.once.Outcome;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.once.Verdict;
import com.whitelabelcro.camel.once.sql.SqlLedger.Surroundings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger from its opening to its closing: its connection, its thread, and what this process has begun. */
final class OpenedLedger {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedLedger.class);
    /** A command that looks into the ledger for a moment changes nothing in it. */
    private static final Duration PURGE_FIRST = Duration.ofSeconds(10);
    private static final Duration PURGE_AGAIN = Duration.ofHours(1);

    private final LedgerConfig config;
    private final LongSupplier numbers;
    private final Alarm alarm;
    private final Owners owners;
    private final Vault vault;
    private final Entries entries;
    private final Session session;
    private final Writer writer;
    private final Order order;
    private final Unfinished unfinished = new Unfinished();
    private volatile boolean closed;

    private OpenedLedger(LedgerConfig config, Database database, Connection connection, Vault vault, Surroundings around,
            LongSupplier numbers) {
        long lease = config.lease().toMillis();
        this.config = config;
        this.vault = vault;
        this.entries = new Entries(vault);
        this.owners = new Owners(lease, Presence.of(Path.of("/proc")));
        this.session = new Session(database, connection, around.clocks(), owners, lease);
        this.writer = new Writer(session, around.clocks(), config.patience(), around.workers());
        this.alarm = around.alarm();
        this.order = new Order(this::ask, alarm);
        this.numbers = numbers;
    }

    /**
     * Connects to the database, and brings it to the present schema. Whoever makes a new ledger says so.
     *
     * @param place where it is, for people
     * @param numbers gives the entries of this process their numbers
     */
    static OpenedLedger of(LedgerConfig config, Database database, String place, Surroundings around,
            LongSupplier numbers) {
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
            return new OpenedLedger(config, database, connection, vault, around, numbers);
        } catch (SQLException e) {
            close(database, connection);
            throw database.trouble(e).exception(e);
        } catch (RuntimeException | Error e) {
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

    void start() {
        try {
            writer.start();
        } catch (Error e) {
            // No thread is to be had.
            session.close();
            throw e;
        }
        beat();
        alarm.in(PURGE_FIRST, this::purgeAlways);
    }

    Writer writer() {
        return writer;
    }

    Entries entries() {
        return entries;
    }

    CompletionStage<Verdict> begin(Submission submission) {
        return order.begin(submission);
    }

    /** Whether this process surely holds an entry still. */
    boolean holds(Entry entry) {
        return session.holds(entry.owner());
    }

    private CompletionStage<Order.Said> ask(Submission submission, EntryId waitedFor) {
        Unfinished.Begun begun = unfinished.new Begun();
        return writer.submitBrief(new Begin(submission, waitedFor, entries, owners,
                config.window().toMillis(), numbers, unfinished::isWorkedOn, begun))
                .whenComplete((said, problem) -> {
                    if (problem != null) {
                        begun.undo();
                    }
                });
    }

    CompletionStage<Boolean> end(Entry entry, Outcome outcome) {
        End end = new End(entry, outcome, vault);
        return record(end).whenComplete((ours, problem) -> {
            if (problem == null) {
                unfinished.written(entry.id());
            } else {
                unfinished.unwritten(entry.id(), end);
            }
            order.ended(entry, Boolean.TRUE.equals(ours) ? Optional.of(outcome) : Optional.empty());
        });
    }

    private CompletionStage<Boolean> record(End end) {
        try {
            return writer.record(end);
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Gives a sign of life three times in a lease, and looks after what dead processes left, and we. */
    private void beat() {
        if (closed) {
            return;
        }
        try {
            writer.submitBrief(tx -> {
                tx.write();
                owners.reapDead(tx);
                return null;
            });
            writeWhatWasNot();
        } catch (Throwable e) {
            LOG.error("A beat of the ledger failed with {}", e.getClass().getName());
        }
        alarm.in(config.lease().dividedBy(3), this::beat);
    }

    private void writeWhatWasNot() {
        unfinished.unwritten().forEach(
                end -> writer.submitBrief(end).thenRun(() -> unfinished.written(end.entry())));
    }

    /** What is old enough goes by itself, soon and every hour; a piece at a time, behind whoever has more to do. */
    private void purgeAlways() {
        if (!closed) {
            purge();
            alarm.in(PURGE_AGAIN, this::purgeAlways);
        }
    }

    CompletionStage<Long> purge() {
        return purge(0);
    }

    private CompletionStage<Long> purge(long before) {
        return writer.submit(new Purge(config.retention().toMillis())).thenCompose(touched ->
                touched < Purge.PIECE ? CompletableFuture.completedFuture(before + touched) : purge(before + touched));
    }

    void close() {
        closed = true;
        writeWhatWasNot();
        writer.close(tx -> {
            owners.reap(tx, tx.owner());
            return null;
        });
        order.close(Writer.CLOSED);
    }
}
