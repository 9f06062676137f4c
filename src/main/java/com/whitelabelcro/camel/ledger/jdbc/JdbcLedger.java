package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.ledger.AccountRegistry;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.CommitStatistics;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.ledger.Imports;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerExtent;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RecordHistory;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import com.whitelabelcro.camel.model.Scheduler;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A ledger in a database. It can be opened again after it was closed. Thread-safe. */
public final class JdbcLedger implements Ledger {

    private final LedgerConfig config;
    private final Supplier<Dialect> source;
    private final String place;
    private final Environment environment;
    private final QueueListeners listeners = new QueueListeners();
    private final QueueRoom room;
    private final AtomicLong sequence = new AtomicLong();
    private volatile LedgerSession opened;

    private JdbcLedger(LedgerConfig config, Supplier<Dialect> source, String place, Environment environment) {
        this.config = config;
        this.source = source;
        this.place = place;
        this.environment = environment;
        this.room = new QueueRoom(environment.events(), config.queueMax());
    }

    /** Returns the configured ledger, not yet open. */
    public static JdbcLedger of(LedgerConfig config, Environment environment) {
        return new JdbcLedger(config, () -> Dialects.of(config), config.place(), environment);
    }

    /** Returns a ledger in the host's own database, not yet open. URL, user and password of the configuration are ignored. */
    public static JdbcLedger of(LedgerConfig config, DataSource source, Environment environment) {
        return new JdbcLedger(config, () -> Dialects.of(source), "in the application's own database", environment);
    }

    /**
     * Opens the configured ledger and creates it if it does not exist. Settles what dead processes left in flight.
     *
     * @throws LedgerException if it cannot be used; the message says why and what to do
     */
    public static JdbcLedger open(LedgerConfig config, Environment environment) {
        JdbcLedger ledger = of(config, environment);
        ledger.open();
        return ledger;
    }

    static JdbcLedger open(LedgerConfig config, Dialect database, String place, Environment environment) {
        JdbcLedger ledger = new JdbcLedger(config, () -> database, place, environment);
        ledger.open();
        return ledger;
    }

    /**
     * Opens the ledger, for the first time or again after it was closed, and creates it if it does not exist. Settles what dead
     * processes left in flight.
     *
     * @throws LedgerException if it cannot be used; the message says why and what to do
     */
    public void open() {
        if (config.window().compareTo(config.retention()) > 0) {
            throw new LedgerException(Reason.SETTINGS, "wlcro.idempotency.window must not be longer than"
                    + " wlcro.ledger.retention, or a duplicate could not be told its answer");
        }
        opened = LedgerSession.of(config, source.get(), place, environment, sequence::incrementAndGet);
        opened.start();
    }

    @Override
    public CompletionStage<BeginResult> begin(LedgerRequest request, PermitStore.Reservation permit) {
        return request.fromQueue() ? opened.begin(request, permit).thenApply(result -> listeners.begun(request, result))
                : opened.begin(request, permit);
    }

    @Override
    public CompletionStage<Boolean> sending(EntryLease entry, int request) {
        boolean holds = opened.holds(entry);
        if (holds && (!entry.request().isMarkedBeforeRequest() || entry.marked())) {
            return CompletableFuture.completedFuture(true);
        }
        return writer().submitDirect(SentMark.beforeRequest(entry, request, !holds), entry.request());
    }

    @Override
    public CompletionStage<Boolean> waitingForRetry(EntryLease entry, int requests, boolean perhapsApplied) {
        return writer().submitBrief(SentMark.beforeRetry(entry, requests, perhapsApplied));
    }

    @Override
    public CompletionStage<Boolean> end(EntryLease entry, EndResult outcome) {
        LedgerRequest record = entry.request();
        return record.fromQueue() ? opened.end(entry, outcome).thenApply(stored -> listeners.ended(record, outcome, stored))
                : opened.end(entry, outcome);
    }

    @Override
    public FailedRecords failed() {
        return new FailedRecordTable(writer(), opened.entries(), sequence::incrementAndGet);
    }

    @Override
    public RecordHistory history() {
        return new HistoryTable(this::writer, opened.entries());
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public RecordQueue queue() {
        return new QueueTable(() -> opened, opened.entries(), config.window().toMillis(), config.queueMax(),
                sequence::incrementAndGet, listeners, room);
    }

    @Override
    public AccountRegistry accounts() {
        return new AccountTable(this::writer);
    }

    @Override
    public Imports imports() {
        return new ImportTable(writer(), sequence::incrementAndGet, config.window().toMillis());
    }

    @Override
    public PermitStore permits() {
        return new PermitTable(this::writer);
    }

    @Override
    public CompletionStage<EntryCounts> counts(Optional<String> connection, Optional<AccountId> account, Instant since) {
        return writer().submit(EntryStatistics.counts(connection, account, since));
    }

    @Override
    public CompletionStage<LedgerExtent> extent() {
        return writer().submit(EntryStatistics::extent);
    }

    @Override
    public CompletionStage<LedgerFigures> figures() {
        return opened.figures();
    }

    @Override
    public CommitStatistics commits() {
        return opened.commits();
    }

    @Override
    public CompletionStage<Long> purge() {
        return opened.purge();
    }

    @Override
    public Optional<LedgerException> failure() {
        return opened.health().failure();
    }

    /**
     * The process is about to end: operations that cannot be written now, for example because the disk is full, fail instead of waiting.
     */
    public void hurry() {
        LedgerSession session = opened;
        if (session != null) {
            session.writer().hurry();
        }
    }

    private GroupCommitWriter writer() {
        return opened.writer();
    }

    @Override
    public void close() {
        opened.close();
    }

    /**
     * What the ledger needs from its environment.
     *
     * @param workers run what continues after an operation of the ledger, and may block
     * @param mayBlock whether the calling thread may wait for a disk
     * @param events are published when the ledger can no longer be written, and when it can again
     */
    public record Environment(Clocks clocks, Scheduler scheduler, Executor workers, BooleanSupplier mayBlock, SecureRandom random,
            EventPublisher events) {

        /** For callers whose threads may all block. Without listeners: events are only logged. */
        public Environment(Clocks clocks, Scheduler scheduler, Executor workers, SecureRandom random) {
            this(clocks, scheduler, workers, () -> true, random, new EventPublisher(List.of(), workers));
        }
    }
}
