package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.RemovedConnectionException;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Scheduler;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The queue of each connection. The queue of a removed connection is kept and rejects its records: some may still arrive, and if
 * the connection is added again, the queue knows which permits are in use. Thread-safe.
 */
public final class PermitQueues {

    private final ConcurrencyLimit concurrency = new ConcurrencyLimit();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Settings settings;
    private final Function<String, CompletionStage<ConnectionOwner>> owner;
    private final PermitStore store;
    private final EventPublisher events;
    private final LongSupplier clock;
    private final Scheduler scheduler;
    private final Executor workers;
    private boolean stopped;

    private record Lane(PermitQueue queue, DistributedPermits shared) {}

    /**
     * @param settings the connections
     * @param owner provides the current owner of a connection by its name
     * @param store the permits that all processes share
     * @param events publishes changes of a connection's state
     * @param clock nanoseconds, monotonic
     * @param scheduler wakes the queues
     * @param workers continue with the records; must not reject tasks
     */
    public PermitQueues(Settings settings, Function<String, CompletionStage<ConnectionOwner>> owner, PermitStore store,
            EventPublisher events, LongSupplier clock, Scheduler scheduler, Executor workers) {
        this.settings = settings;
        this.owner = owner;
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.scheduler = scheduler;
        this.workers = workers;
        configure();
    }

    /** Adapts the queues to the connections that exist at the moment, after they have changed. */
    public synchronized void configure() {
        Map<String, Connection> connections = settings.connections();
        connections.forEach((name, connection) -> lane(name).queue().configure(connection.limit(), most(connection)));
        lanes.forEach((name, lane) -> {
            if (!connections.containsKey(name)) {
                lane.queue().remove(new Rejection(Rejection.Obstacle.REMOVED, RemovedConnectionException.reason(name)));
            }
        });
    }

    private static int most(Connection connection) {
        return Math.min(connection.limit(), ConcurrencyLimit.MOST_OF_ONE);
    }

    /** A record may arrive before {@link #configure} was called for a new connection. */
    private Lane lane(String connection) {
        Lane lane = lanes.get(connection);
        return lane != null ? lane : create(connection);
    }

    private synchronized Lane create(String connection) {
        return lanes.computeIfAbsent(connection, name -> {
            Optional<Connection> found = settings.connection(name);
            int limit = found.map(Connection::limit).orElse(1);
            Permits permits = new Permits(limit, found.map(PermitQueues::most).orElse(1), settings.period().toNanos());
            DistributedPermits shared = new DistributedPermits(store, () -> owner.apply(name), permits::configured,
                    settings.period(), settings.timeout());
            ConnectionCircuitBreaker circuit = new ConnectionCircuitBreaker(settings.suspend().toNanos());
            StateChangePublisher changes = new StateChangePublisher(name, shared, events, InstantSource.system());
            PermitQueue queue = new PermitQueue(permits, concurrency, shared, circuit, changes, clock, scheduler, workers);
            if (stopped) {
                queue.stop(true);
            }
            return new Lane(queue, shared);
        });
    }

    /** The queue of the connection with this name. */
    public PermitQueue of(String connection) {
        return lane(connection).queue();
    }

    /**
     * Reserves a permit for a record that has not begun yet.
     *
     * @param account the account that owns the record
     * @param sequence its place in the order of arrival
     */
    public PermitReservation reservation(String connection, AccountId account, long sequence) {
        Lane lane = lane(connection);
        return new PermitReservation(lane.queue(), lane.shared(), account, sequence, clock);
    }

    /** Accepts records again after a stop. */
    public synchronized void start() {
        stopped = false;
        lanes.values().forEach(lane -> lane.queue().start());
    }

    /**
     * Rejects all waiting records.
     *
     * @param forGood whether later ones are rejected, too
     */
    public synchronized void stop(boolean forGood) {
        stopped |= forGood;
        lanes.values().forEach(lane -> lane.queue().stop(forGood));
    }

    /** To be called every second, so that no record waits forever for a wake-up that was lost, for example for lack of memory. */
    public void look() {
        lanes.values().forEach(lane -> lane.queue().look());
        concurrency.look(clock.getAsLong());
    }
}
