package com.whitelabelcro.camel.event;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs events and passes them to the listeners in the order in which they happened. Code that holds a lock calls
 * {@link #add} while it holds it, and {@link #deliver} after releasing it. Thread-safe.
 */
public final class EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStateChanged.class);

    private final List<WlcroEventListener> listeners;
    private final Executor workers;
    private final EventQueue logged = new EventQueue(this::log);
    private final EventQueue notified = new EventQueue(this::notifyListeners);
    private final Map<String, State> warnedOf = new HashMap<>();

    /**
     * @param listeners the listeners of the host
     * @param workers runs the listeners
     */
    public EventPublisher(List<WlcroEventListener> listeners, Executor workers) {
        this.listeners = List.copyOf(listeners);
        this.workers = workers;
    }

    /** Queues an event. Does not block. */
    public void add(WlcroEvent event) {
        logged.queue.add(event);
        if (!listeners.isEmpty()) {
            notified.queue.add(event);
        }
    }

    /** Delivers the queued events. Never throws. */
    public void deliver() {
        logged.run(Runnable::run);
        try {
            notified.run(workers);
        } catch (RejectedExecutionException e) {
            LOG.debug("The pack has stopped: its listeners hear of nothing more");
        }
    }

    /**
     * Logs one line when a connection becomes unusable and one when it recovers, but none for the tries in between.
     */
    private void log(WlcroEvent event) {
        ConnectionStateChanged change = (ConnectionStateChanged) event;
        String connection = change.connection();
        State state = change.state();
        if (state == State.CLOSED && warnedOf.remove(connection) != null) {
            LOG.info("Connection {} is well again", connection);
        } else if (state == State.OPEN && warnedOf.put(connection, state) != state) {
            LOG.warn("Connection {} has an outage: {}; records wait, it is tried again from {} on, less and less often",
                    connection, change.reason(), seconds(change));
        } else if (state == State.SUSPENDED && warnedOf.put(connection, state) != state) {
            LOG.warn("Connection {} is suspended until {}: {}; records fail at once, and the first one after that tries it again",
                    connection, seconds(change), change.reason());
        } else {
            LOG.debug("Connection {} is {}: {}", connection, state, change.reason());
        }
    }

    private static Instant seconds(ConnectionStateChanged change) {
        return change.until().truncatedTo(ChronoUnit.SECONDS);
    }

    private void notifyListeners(WlcroEvent event) {
        for (WlcroEventListener each : listeners) {
            try {
                each.onEvent(event);
            } catch (RuntimeException | Error e) {
                // The message is left out, since it may quote personal data.
                LOG.warn("A listener failed over an event: {} in {}", e.getClass().getName(), each.getClass().getName());
            }
        }
    }

    /** Handles one event at a time, on whatever threads it is called. */
    private static final class EventQueue {

        private final Queue<WlcroEvent> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final Consumer<WlcroEvent> action;

        EventQueue(Consumer<WlcroEvent> action) {
            this.action = action;
        }

        void run(Executor executor) {
            if (!queue.isEmpty() && calls.getAndIncrement() == 0) {
                executor.execute(this::drain);
            }
        }

        private void drain() {
            int seen = 1;
            while (seen != 0) {
                for (WlcroEvent event = queue.poll(); event != null; event = queue.poll()) {
                    action.accept(event);
                }
                seen = calls.addAndGet(-seen);
            }
        }
    }
}
