package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.ledger.CommitStatistics;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The state of the pack, for health checks, consoles and JMX. A service of the context: consoles find it there, and Camel
 * registers it with JMX under this name, whose methods JMX can call only if the class is public. Holds no personal data.
 * Thread-safe.
 */
@ManagedResource(description = "WhiteLabelCRO route pack")
public final class PackMonitor extends ServiceSupport implements StaticService {

    /** How long a caller waits for a figure of the ledger. */
    private static final long PATIENCE_SECONDS = 5;
    /** The maximum age, in seconds, of figures for callers that must not wait. */
    static final int REFRESH = 10;

    private final Supplier<PackView> pack;
    private final InstantSource clock;
    private volatile List<QueueForecast> lastQueue = List.of();
    private int ticks;

    /** @param clock wall clock, for the time until which a connection cannot be used */
    PackMonitor(Supplier<PackView> pack, InstantSource clock) {
        this.pack = pack;
        this.clock = clock;
    }

    /** The names of the connections. */
    public SortedSet<String> connections() {
        return pack.get().connections();
    }

    /** The current state of a connection; empty if there is none with this name. */
    public Optional<ConnectionSnapshot> state(String connection) {
        return pack.get().find(connection);
    }

    /** Until when a connection is not used, to the second; empty if it is used. */
    public Optional<Instant> openUntil(ConnectionSnapshot state) {
        return state.openFor() == 0 ? Optional.empty()
                : Optional.of(clock.instant().plusNanos(state.openFor()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** Why the ledger cannot be written; empty if it can, as far as is known. */
    public Optional<LedgerException> ledgerFailure() {
        return pack.get().ledger().failure().filter(LedgerException::isAboutTheLedger);
    }

    /**
     * The figures of the ledger; waits for them a few seconds at most.
     *
     * @throws LedgerException if the ledger cannot be read
     */
    public LedgerFigures ledgerFigures() {
        return await(figures());
    }

    /** The figures of the ledger. */
    CompletionStage<LedgerFigures> figures() {
        return pack.get().ledger().figures();
    }

    /** The queue, line by line. */
    CompletionStage<List<QueueForecast>> queue() {
        return pack.get().queue().thenApply(found -> lastQueue = found);
    }

    /** The queue as it was read last, at most {@value #REFRESH} seconds ago; does not wait. */
    List<QueueForecast> lastQueue() {
        return lastQueue;
    }

    /** Call it every second. */
    void tick() {
        ticks++;
        if (ticks % REFRESH == 0) {
            queue();
        }
    }

    @Override
    protected void doStart() {
        queue();
    }

    /**
     * The queue; waits for it a few seconds at most.
     *
     * @throws LedgerException if the ledger cannot be read
     */
    public List<QueueForecast> queueNow() {
        return await(queue());
    }

    /** The commits of this process. */
    CommitStatistics commits() {
        return pack.get().ledger().commits();
    }

    /**
     * The records that failed last, without their bodies; waits for them a few seconds at most.
     *
     * @throws LedgerException if the ledger cannot be read
     */
    public List<FailedRecord> lastFailed(int most) {
        return await(pack.get().ledger().failed().page(FailedFilter.all(), Optional.empty(), most));
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LedgerException known ? known : unreachable();
        } catch (TimeoutException e) {
            throw unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable();
        }
    }

    private static LedgerException unreachable() {
        return new LedgerException(LedgerException.Reason.UNREACHABLE,
                "The ledger did not answer within " + PATIENCE_SECONDS + " s; try again, and look at its disk or database");
    }

    @ManagedAttribute(description = "Where the ledger is")
    public String getLedger() {
        return pack.get().ledger().place();
    }

    @ManagedAttribute(description = "Whether the ledger can be written")
    public boolean isLedgerWritable() {
        return ledgerFailure().isEmpty();
    }

    @ManagedAttribute(description = "Why the ledger cannot be written; empty if it can")
    public String getLedgerFailure() {
        return ledgerFailure().map(LedgerException::getMessage).orElse("");
    }

    @ManagedAttribute(description = "Number of failed records")
    public long getFailedRecords() {
        return ledgerFigures().listed(EntryState.FAILED);
    }

    @ManagedAttribute(description = "Number of records whose outcome is unknown")
    public long getUnknownRecords() {
        return ledgerFigures().listed(EntryState.UNKNOWN);
    }

    @ManagedAttribute(description = "Number of records that wait for a permit or rest before their next attempt")
    public int getCallersWaiting() {
        return connections().stream().flatMap(each -> state(each).stream()).mapToInt(ConnectionSnapshot::waiting).sum();
    }

    @ManagedAttribute(description = "Number of records that were accepted and are sent later")
    public long getQueuedRecords() {
        return queueNow().stream().mapToLong(each -> each.length().records()).sum();
    }

    @ManagedAttribute(description = "How long the first record of the queue has waited, in seconds")
    public long getQueueOldestAge() {
        return queueNow().stream().mapToLong(each -> each.length().oldest().toSeconds()).max().orElse(0);
    }

    @ManagedAttribute(description = "Names of the connections")
    public String[] getConnectionNames() {
        return connections().toArray(String[]::new);
    }

    @ManagedOperation(description = "State of a connection, such as CLOSED or SUSPENDED; empty if there is none with this name")
    public String connectionState(String connection) {
        return state(connection).map(each -> each.state().name()).orElse("");
    }

    @ManagedOperation(description = "The connections, the queue, the ledger and the last failures as text")
    public String status() {
        return new StatusText(this).toString();
    }
}
