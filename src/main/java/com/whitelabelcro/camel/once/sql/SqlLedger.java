package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.once.AccountRegistry;
import com.whitelabelcro.camel.once.Alarm;
import com.whitelabelcro.camel.once.Counts;
import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.Extent;
import com.whitelabelcro.camel.once.FailedRecords;
import com.whitelabelcro.camel.once.Imports;
import com.whitelabelcro.camel.once.Ledger;
import com.whitelabelcro.camel.connection.LedgerConfig;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import com.whitelabelcro.camel.once.Outcome;
import com.whitelabelcro.camel.once.PermitRows;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.once.Verdict;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The ledger in a database. Can be opened again after it was closed. */
public final class SqlLedger implements Ledger {

    private final LedgerConfig config;
    private final Supplier<Database> source;
    private final String place;
    private final Surroundings around;
    private final AtomicLong numbers = new AtomicLong();
    private volatile OpenedLedger opened;

    private SqlLedger(LedgerConfig config, Supplier<Database> source, String place, Surroundings around) {
        this.config = config;
        this.source = source;
        this.place = place;
        this.around = around;
    }

    /** The ledger that the settings name, not open yet. */
    public static SqlLedger of(LedgerConfig config, Surroundings around) {
        return new SqlLedger(config, () -> Databases.of(config), config.place(), around);
    }

    /** The ledger in a host's own database, not open yet; URL, user and password of the settings do not matter. */
    public static SqlLedger of(LedgerConfig config, DataSource source, Surroundings around) {
        return new SqlLedger(config, () -> Databases.of(source), "in the application's own database", around);
    }

    /**
     * Opens the ledger that the settings name, and makes it if there is none. Writes down what dead processes left.
     *
     * @throws LedgerException if it cannot be used; the message says why and what to do
     */
    public static SqlLedger open(LedgerConfig config, Surroundings around) {
        SqlLedger ledger = of(config, around);
        ledger.open();
        return ledger;
    }

    static SqlLedger open(LedgerConfig config, Database database, String place, Surroundings around) {
        SqlLedger ledger = new SqlLedger(config, () -> database, place, around);
        ledger.open();
        return ledger;
    }

    /**
     * Opens it, for the first time or after it was closed; makes it if there is none. Writes down what dead processes
     * left.
     *
     * @throws LedgerException if it cannot be used; the message says why and what to do
     */
    public void open() {
        if (config.window().compareTo(config.retention()) > 0) {
            throw new LedgerException(Reason.SETTINGS, "wlcro.idempotency.window must not be longer than"
                    + " wlcro.ledger.retention, or a duplicate could not be told its answer");
        }
        opened = OpenedLedger.of(config, source.get(), place, around, numbers::incrementAndGet);
        opened.start();
    }

    @Override
    public CompletionStage<Verdict> begin(Submission submission) {
        return opened.begin(submission);
    }

    @Override
    public CompletionStage<Boolean> sending(Entry entry, int request) {
        boolean holds = opened.holds(entry);
        if (holds && entry.submission().repeatable()) {
            return CompletableFuture.completedFuture(true);
        }
        return writer().submit(new Sending(entry, request, !holds));
    }

    @Override
    public CompletionStage<Boolean> resting(Entry entry, int requests) {
        return writer().submitBrief(new Resting(entry, requests));
    }

    @Override
    public CompletionStage<Boolean> end(Entry entry, Outcome outcome) {
        return opened.end(entry, outcome);
    }

    @Override
    public FailedRecords failed() {
        return new SqlFailedRecords(writer(), opened.entries(), numbers::incrementAndGet);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public AccountRegistry accounts() {
        return new SqlAccounts(this::writer);
    }

    @Override
    public Imports imports() {
        return new SqlImports(writer(), numbers::incrementAndGet, config.window().toMillis());
    }

    @Override
    public PermitRows permits() {
        return new SqlPermitRows(this::writer);
    }

    @Override
    public CompletionStage<Counts> counts(Optional<String> connection, Optional<AccountId> account, Instant since) {
        return writer().submit(new Count(connection, account, since));
    }

    @Override
    public CompletionStage<Extent> extent() {
        return writer().submit(new Span());
    }

    @Override
    public CompletionStage<Long> purge() {
        return opened.purge();
    }

    @Override
    public Optional<LedgerException> trouble() {
        return writer().trouble();
    }

    private Writer writer() {
        return opened.writer();
    }

    @Override
    public void close() {
        opened.close();
    }

    /** What the ledger lives on. */
    public record Surroundings(Clocks clocks, Alarm alarm, Executor workers, SecureRandom random) {}
}
