package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Scheduler;
import com.whitelabelcro.camel.ratelimit.ConnectionCircuitBreaker;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.ratelimit.DistributedPermits;
import com.whitelabelcro.camel.ratelimit.Permit;
import com.whitelabelcro.camel.ratelimit.PermitQueue;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.ratelimit.PermitWaiter;
import com.whitelabelcro.camel.ratelimit.Permits;
import com.whitelabelcro.camel.ratelimit.StateChangePublisher;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * Lets a record go on when its connection has a free permit. Whoever waits, for its turn or before it is tried again,
 * holds no thread, and goes on later on a worker's.
 */
public final class PermitProcessor extends SafeAsyncProcessor implements ShutdownPrepared {

    /** A connection does not get faster by more at a time: 100 a minute is the rule (contract section 3). */
    public static final int MOST_IN_FLIGHT = 32;

    private final Map<String, PermitQueue> gates = new HashMap<>();
    private final LongSupplier clock;

    /**
     * @param accounts whose the connections are
     * @param rows the permits that all processes share
     * @param events hears when a connection's state changes
     * @param clock nanoseconds, monotonic
     * @param alarm wakes the gates
     * @param workers go on with the records; must not refuse
     */
    public PermitProcessor(Settings settings, AccountResolver accounts, PermitStore rows, EventPublisher events, LongSupplier clock,
            Scheduler alarm, Executor workers) {
        this.clock = clock;
        for (Connection connection : settings.connections().values()) {
            int most = Math.min(connection.limit(), MOST_IN_FLIGHT);
            Permits permits = new Permits(connection.limit(), most, settings.period().toNanos());
            DistributedPermits shared = new DistributedPermits(
                    rows, () -> accounts.of(connection), connection.limit(), settings.period(), settings.timeout());
            ConnectionCircuitBreaker health = new ConnectionCircuitBreaker(settings.suspend().toNanos());
            StateChangePublisher changes = new StateChangePublisher(connection.name(), shared, events, InstantSource.system());
            gates.put(connection.name(), new PermitQueue(permits, shared, health, changes, clock, alarm, workers));
        }
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        Passage passage = new Passage(exchange, WriteContext.of(exchange));
        try {
            enter(passage);
        } catch (Throwable e) {
            // It may stand in the queue all the same; its turn then finds this, and gives the permit back.
            passage.turn.completeExceptionally(e);
        }
        return passage.turn;
    }

    private void enter(Passage passage) {
        WriteContext delivery = passage.delivery;
        PermitQueue gate = gates.get(delivery.request().connection().name());
        if (delivery.isRetried()) {
            gate.enterLater(passage, TimeUnit.MILLISECONDS.toNanos(delivery.retryInMillis()));
        } else {
            gate.enter(passage);
        }
    }

    /** How a connection stands at this moment. */
    public ConnectionSnapshot state(String connection) {
        return gates.get(connection).state();
    }

    /** To be called every second: nobody is to wait for ever for an alarm that was lost, for lack of memory for instance. */
    public void look() {
        gates.values().forEach(PermitQueue::look);
    }

    @Override
    protected void doStart() {
        gates.values().forEach(PermitQueue::start);
    }

    /**
     * A host that stops is not kept waiting for turns that may be minutes away: the callers learn it now. The same if it
     * is suspended: what is under way longer than its patience, Camel shuts down, and cannot resume it.
     */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        gates.values().forEach(gate -> gate.stop(!suspendOnly));
    }

    @Override
    protected void doStop() {
        gates.values().forEach(gate -> gate.stop(true));
    }

    private final class Passage implements PermitWaiter {

        private final CompletableFuture<Void> turn = new CompletableFuture<>();
        private final Exchange exchange;
        private final WriteContext delivery;

        Passage(Exchange exchange, WriteContext delivery) {
            this.exchange = exchange;
            this.delivery = delivery;
        }

        @Override
        public void go(Permit permit) {
            if (turn.isDone() || isOver(exchange)) {
                permit.report(CallResult.none(clock.getAsLong()));
                turn.completeExceptionally(new IllegalStateException("Its turn came when all was over"));
            } else {
                delivery.begin(permit, clock.getAsLong());
                turn.complete(null);
            }
        }

        @Override
        public void turnedAway(Rejection why) {
            delivery.giveUp();
            turn.completeExceptionally(error(why));
        }

        @Override
        public long ticket() {
            return delivery.ticket();
        }

        @Override
        public AccountId account() {
            return delivery.account();
        }

        @Override
        public long deadline() {
            return delivery.deadline();
        }

        private WlcroException error(Rejection why) {
            String connection = delivery.request().connection().name();
            Details details = new Details(
                    delivery.request().action().name(), connection, 0, "", List.of(), delivery.requests(), "");
            String notSent = delivery.requests() == 0 ? "not sent" : "not sent again";
            String suspended = notSent + ", the connection is suspended: " + why.reason();
            String tooLate = "given up at its deadline: " + why.reason();
            return switch (why.kind()) {
                case KEY_REFUSED -> new Unauthorized(suspended, details);
                case FORBIDDEN -> new Forbidden(suspended, details);
                case UNAVAILABLE -> new Unavailable(suspended, details);
                case LIMITED -> new RateLimited(tooLate, details);
                case TOO_LATE -> new Unavailable(tooLate, details);
                case NO_LEDGER, OTHER_ACCOUNT, STOPPING -> new Unavailable(notSent + ": " + why.reason(), details);
            };
        }
    }
}
