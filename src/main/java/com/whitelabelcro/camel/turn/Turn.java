package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.connection.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.once.Accounts;
import com.whitelabelcro.camel.once.PermitRows;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Lets a record go on when its connection has a free permit. Whoever waits, for its turn or before it is tried again,
 * holds no thread, and goes on later on a worker's.
 */
public final class Turn extends AsyncProcessorSupport implements ShutdownPrepared {

    /** A connection does not get faster by more at a time: 100 a minute is the rule (contract section 3). */
    public static final int MOST_IN_FLIGHT = 32;

    private final Map<String, Gate> gates = new HashMap<>();
    private final LongSupplier clock;

    /**
     * @param accounts whose the connections are
     * @param rows the permits that all processes share
     * @param events hears when a connection's state changes
     * @param clock nanoseconds, monotonic
     * @param timer wakes the gates
     * @param workers go on with the records; must not refuse
     */
    public Turn(Settings settings, Accounts accounts, PermitRows rows, EventPublisher events, LongSupplier clock,
            ScheduledExecutorService timer, Executor workers) {
        this.clock = clock;
        for (Connection connection : settings.connections().values()) {
            int most = Math.min(connection.limit(), MOST_IN_FLIGHT);
            Permits permits = new Permits(connection.limit(), most, settings.period().toNanos());
            SharedPermits shared = new SharedPermits(
                    rows, () -> accounts.of(connection), connection.limit(), settings.period(), settings.timeout());
            Health health = new Health(settings.suspend().toNanos());
            Gate.Alarm alarm = (nanos, wake) -> timer.schedule(wake, nanos, TimeUnit.NANOSECONDS);
            StateChanges changes = new StateChanges(connection.name(), shared, events, InstantSource.system());
            gates.put(connection.name(), new Gate(permits, shared, health, changes, clock, alarm, workers));
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Delivery delivery = Delivery.of(exchange);
        Gate gate = gates.get(delivery.request().connection().name());
        Passage passage = new Passage(exchange, delivery, callback);
        if (delivery.isRetried()) {
            gate.enterLater(passage, TimeUnit.MILLISECONDS.toNanos(delivery.retryInMillis()));
        } else {
            gate.enter(passage);
        }
        return false;
    }

    /** How a connection stands at this moment. */
    public GateState state(String connection) {
        return gates.get(connection).state();
    }

    @Override
    protected void doStart() {
        gates.values().forEach(Gate::start);
    }

    /** A stopping host is not kept waiting for turns that may be minutes away: the callers learn it now. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            gates.values().forEach(Gate::stop);
        }
    }

    @Override
    protected void doStop() {
        gates.values().forEach(Gate::stop);
    }

    private final class Passage implements Waiter {

        private final Exchange exchange;
        private final Delivery delivery;
        private final AsyncCallback callback;

        Passage(Exchange exchange, Delivery delivery, AsyncCallback callback) {
            this.exchange = exchange;
            this.delivery = delivery;
            this.callback = callback;
        }

        @Override
        public void go(Permit permit) {
            delivery.begin(permit, clock.getAsLong());
            callback.done(false);
        }

        @Override
        public void turnedAway(TurnedAway why) {
            delivery.giveUp();
            exchange.setException(error(why));
            callback.done(false);
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

        private WlcroException error(TurnedAway why) {
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
