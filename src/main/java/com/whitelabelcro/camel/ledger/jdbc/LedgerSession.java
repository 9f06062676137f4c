package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.CommitStatistics;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.IdentitySequencer;
import com.whitelabelcro.camel.ledger.IdentitySequencer.StoreReply;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.model.Scheduler;
import com.whitelabelcro.camel.ratelimit.PermitStore.Request;
import com.whitelabelcro.camel.ratelimit.PermitStore.Reservation;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
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

/** An open ledger: its connection, its thread, and the entries that this process has in flight. */
final class LedgerSession {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerSession.class);
    /** Long enough that a command that only reads the ledger ends before anything is deleted. */
    private static final Duration PURGE_FIRST = Duration.ofSeconds(10);
    private static final Duration PURGE_AGAIN = Duration.ofHours(1);

    private final LedgerConfig config;
    private final LongSupplier sequence;
    private final Scheduler scheduler;
    private final ProcessLeases leases;
    private final PayloadCipher cipher;
    private final EntryTable entries;
    private final ExpiryWarning expiry;
    private final Clocks clocks;
    private final WriterConnection session;
    private final WriterHealth health;
    private final GroupCommitWriter writer;
    private final IdentitySequencer order;
    private final InFlightEntries inFlight = new InFlightEntries();
    private volatile boolean closed;

    private LedgerSession(LedgerConfig config, Dialect database, Connection connection, PayloadCipher cipher, Environment environment,
            LongSupplier sequence) {
        long lease = config.lease().toMillis();
        this.config = config;
        this.expiry = new ExpiryWarning(config);
        this.clocks = environment.clocks();
        this.cipher = cipher;
        this.entries = new EntryTable(cipher);
        this.leases = new ProcessLeases(lease, ProcessLiveness.of(Path.of("/proc")));
        this.session = new WriterConnection(database, connection, environment.clocks(), leases, lease);
        this.health = new WriterHealth(environment.events());
        this.writer = new GroupCommitWriter(session, environment.clocks(), config.patience(), environment.workers(), environment.mayBlock(),
                health);
        this.scheduler = environment.scheduler();
        this.order = new IdentitySequencer(this::ask, scheduler);
        this.sequence = sequence;
    }

    /**
     * Connects to the database and migrates it to the current schema. Logs if it creates a new ledger.
     *
     * @param place where the ledger is, for messages
     * @param sequence provides the sequence numbers of the entries of this process
     */
    static LedgerSession of(LedgerConfig config, Dialect database, String place, Environment environment,
            LongSupplier sequence) {
        Connection connection = null;
        try {
            connection = database.open();
            database.begin(connection, environment.clocks().wall().millis(), () -> false);
            boolean made = Schema.migrate(database, connection, place);
            PayloadCipher cipher = PayloadKey.cipher(connection, config.secretKey(), environment.random());
            database.commit(connection);
            if (made && !config.isInMemory()) {
                LOG.info("Made a new ledger: {}", place);
            }
            return new LedgerSession(config, database, connection, cipher, environment, sequence);
        } catch (SQLException e) {
            close(database, connection);
            throw database.errorKind(e).exception(e);
        } catch (RuntimeException | Error e) {
            close(database, connection);
            throw e;
        }
    }

    private static void close(Dialect database, Connection connection) {
        try (database) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The first failure is the one that is reported.
        }
    }

    void start() {
        try {
            writer.start();
        } catch (Error e) {
            // No thread can be created.
            session.close();
            throw e;
        }
        beat();
        scheduler.in(PURGE_FIRST, this::purgeAlways);
    }

    CompletionStage<LedgerFigures> figures() {
        return writer.submit(EntryStatistics.figures(session.sizeQuery()));
    }

    CommitStatistics commits() {
        return session.commits();
    }

    WriterHealth health() {
        return health;
    }

    GroupCommitWriter writer() {
        return writer;
    }

    EntryTable entries() {
        return entries;
    }

    CompletionStage<BeginResult> begin(LedgerRequest record, Reservation permit) {
        return order.begin(record, permit);
    }

    /** Whether this process certainly still holds an entry. */
    boolean holds(EntryLease entry) {
        return session.holds(entry.owner());
    }

    private CompletionStage<StoreReply> ask(LedgerRequest record, Reservation permit, EntryId waitedFor) {
        InFlightEntries.Begun begun = inFlight.new Begun();
        Optional<Request> request = permit.reserve();
        try {
            BeginOperation begin = new BeginOperation(record, waitedFor, request, entries, leases,
                    config.window().toMillis(), sequence, inFlight::isWorkedOn, begun);
            // A record with a reserved permit continues at once, and so overtakes records that will wait.
            return (request.isPresent() ? writer.submitDirect(begin, record) : writer.submitBegin(begin, record)).whenComplete((reply, problem) -> {
                if (problem != null) {
                    begun.undo();
                }
                request.ifPresent(asked -> permit.settle(taken(reply)));
            });
        } catch (Throwable e) {
            request.ifPresent(asked -> permit.settle(null));
            throw e;
        }
    }

    private static Taken taken(StoreReply reply) {
        return reply instanceof StoreReply.Decided decided && decided.result() instanceof BeginResult.Send send
                ? send.permit() : null;
    }

    CompletionStage<Boolean> end(EntryLease entry, EndResult outcome) {
        EndOperation end = new EndOperation(entry, outcome, cipher);
        return record(end).whenComplete((ours, problem) -> {
            if (problem == null) {
                inFlight.written(entry.id());
            } else {
                inFlight.unwritten(entry.id(), end);
            }
            order.ended(entry, Boolean.TRUE.equals(ours) ? Optional.of(outcome) : Optional.empty());
        });
    }

    private CompletionStage<Boolean> record(EndOperation end) {
        try {
            return writer.recordDirect(end);
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Stores the end of a claim of the queue. If that fails, for example because the disk stays full, each heartbeat retries it:
     * no other process ends the claims of a live one, and the record would never be sent.
     */
    CompletionStage<Boolean> endClaim(LedgerOperation<Boolean> end) {
        try {
            return orLater(end, writer.record(end));
        } catch (Throwable e) {
            inFlight.unwrittenClaim(end);
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<Boolean> orLater(LedgerOperation<Boolean> end, CompletionStage<Boolean> written) {
        return written.whenComplete((done, problem) -> {
            if (problem != null) {
                inFlight.unwrittenClaim(end);
            }
        });
    }

    /** Renews the lease three times per lease period, settles what dead processes left in flight, and retries own failed writes. */
    private void beat() {
        if (closed) {
            return;
        }
        try {
            writer.submitBrief(tx -> {
                tx.write();
                leases.recoverDead(tx);
                return null;
            });
            writeWhatWasNot();
        } catch (Throwable e) {
            LOG.error("A beat of the ledger failed with {}", e.getClass().getName());
        }
        scheduler.in(config.lease().dividedBy(3), this::beat);
    }

    private void writeWhatWasNot() {
        inFlight.unwritten().forEach(
                end -> writer.submitBrief(end).thenRun(() -> inFlight.written(end.entry())));
        inFlight.takeUnwrittenClaims().forEach(end -> orLater(end, writer.submitBrief(end)));
    }

    /** Purges soon after the start and then every hour, in small transactions, so that other operations can run in between. */
    private void purgeAlways() {
        if (!closed) {
            expiry.look(writer, clocks.wall().instant()).whenComplete((looked, problem) -> purge());
            scheduler.in(PURGE_AGAIN, this::purgeAlways);
        }
    }

    CompletionStage<Long> purge() {
        ExpiredReplies expired = new ExpiredReplies(config.retention());
        return writer.submit(expired).thenCompose(givenUp -> {
            expired.warn(givenUp);
            return givenUp.isEmpty() ? purge(0) : purge();
        });
    }

    private CompletionStage<Long> purge(long before) {
        return writer.submit(new PurgeOperation(config.retention().toMillis())).thenCompose(touched ->
                touched < PurgeOperation.PIECE ? CompletableFuture.completedFuture(before + touched) : purge(before + touched));
    }

    void close() {
        closed = true;
        writeWhatWasNot();
        writer.close(tx -> {
            leases.recover(tx, tx.owner());
            return null;
        });
        order.close(GroupCommitWriter.CLOSED);
    }
}
