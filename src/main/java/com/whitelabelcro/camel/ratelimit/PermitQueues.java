package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.Scheduler;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The queue of each connection. Thread-safe. */
public final class PermitQueues {

    private final ConcurrencyLimit concurrency = new ConcurrencyLimit();
    private final Map<String, PermitQueue> queues = new HashMap<>();
    private final Map<String, DistributedPermits> shares = new HashMap<>();
    private final LongSupplier clock;

    /**
     * @param owner tells whose a connection is at the moment
     * @param store the permits that all processes share
     * @param events is told when a connection's state changes
     * @param clock nanoseconds, monotonic
     * @param scheduler wakes the queues
     * @param workers continue with the records; must not refuse
     */
    public PermitQueues(Settings settings, Function<Connection, CompletionStage<ConnectionOwner>> owner, PermitStore store,
            EventPublisher events, LongSupplier clock, Scheduler scheduler, Executor workers) {
        this.clock = clock;
        for (Connection connection : settings.connections().values()) {
            int most = Math.min(connection.limit(), ConcurrencyLimit.MOST_OF_ONE);
            Permits permits = new Permits(connection.limit(), most, settings.period().toNanos());
            DistributedPermits shared = new DistributedPermits(
                    store, () -> owner.apply(connection), connection.limit(), settings.period(), settings.timeout());
            shares.put(connection.name(), shared);
            ConnectionCircuitBreaker circuit = new ConnectionCircuitBreaker(settings.suspend().toNanos());
            StateChangePublisher changes = new StateChangePublisher(connection.name(), shared, events, InstantSource.system());
            queues.put(connection.name(), new PermitQueue(permits, concurrency, shared, circuit, changes, clock, scheduler, workers));
        }
    }

    /** The queue of the connection with this name. */
    public PermitQueue of(String connection) {
        return queues.get(connection);
    }

    /**
     * Reserves a permit for a record that has not begun yet.
     *
     * @param account whose record it is
     * @param sequence its place in the order of arrival
     */
    public PermitReservation reservation(String connection, AccountId account, long sequence) {
        return new PermitReservation(queues.get(connection), shares.get(connection), account, sequence, clock);
    }

    /** Lets records in again after a stop. */
    public void start() {
        queues.values().forEach(PermitQueue::start);
    }

    /**
     * Rejects all who wait.
     *
     * @param forGood whether later ones are rejected, too
     */
    public void stop(boolean forGood) {
        queues.values().forEach(queue -> queue.stop(forGood));
    }

    /** To be called every second, so that nobody waits for ever for a wake-up that was lost, for instance for lack of memory. */
    public void look() {
        queues.values().forEach(PermitQueue::look);
        concurrency.look(clock.getAsLong());
    }
}
