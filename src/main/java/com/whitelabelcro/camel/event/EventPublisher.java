package com.whitelabelcro.camel.event;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs events and passes them to the listeners in the order in which they happened. Code that holds a lock calls
 * {@link #add} while it holds it, and {@link #deliver} after releasing it; other code calls {@link #publish}. Thread-safe.
 */
public final class EventPublisher {

    /** The maximum number of events that wait for one listener. */
    public static final int MOST_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final Executor workers;
    private final EventQueue log;
    private final List<EventQueue> prompt;
    private final List<EventQueue> listeners;

    /**
     * @param listeners the listeners of the host
     * @param workers runs the listeners, except for those of type {@link PromptEventListener}
     */
    public EventPublisher(List<WlcroEventListener> listeners, Executor workers) {
        this.workers = workers;
        this.log = new EventQueue(new EventLog()::onEvent);
        this.prompt = queues(listeners.stream().filter(PromptEventListener.class::isInstance));
        this.listeners = queues(listeners.stream().filter(each -> !(each instanceof PromptEventListener)));
    }

    private static List<EventQueue> queues(Stream<WlcroEventListener> listeners) {
        return listeners.map(each -> new EventQueue(event -> call(each, event))).toList();
    }

    /** Whether there is a listener. Events that are frequent and not logged need not be created otherwise. */
    public boolean isHeard() {
        return !prompt.isEmpty() || !listeners.isEmpty();
    }

    /** Delivers an event. Never blocks or throws. */
    public void publish(WlcroEvent event) {
        add(event);
        deliver();
    }

    /** Queues an event. Does not block. */
    public void add(WlcroEvent event) {
        if (event instanceof ConnectionStateChanged || event instanceof ConnectionChanged || event instanceof LedgerStateChanged
                || event instanceof QueueStateChanged) {
            log.add(event);
        }
        prompt.forEach(each -> each.add(event));
        listeners.forEach(each -> each.add(event));
    }

    /** Delivers the queued events. Never throws. */
    public void deliver() {
        log.run(Runnable::run);
        prompt.forEach(each -> each.run(Runnable::run));
        listeners.forEach(each -> each.run(workers));
    }

    private static void call(WlcroEventListener listener, WlcroEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            // The message is left out, since it may quote personal data.
            LOG.warn("A listener failed over an event: {} in {}", e.getClass().getName(), listener.getClass().getName());
        }
    }

    /** The queued events of one receiver, which handles one at a time, on whatever threads it is called. */
    private static final class EventQueue {

        private final Queue<WlcroEvent> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicInteger dropped = new AtomicInteger();
        private final AtomicInteger calls = new AtomicInteger();
        private final Consumer<WlcroEvent> action;

        EventQueue(Consumer<WlcroEvent> action) {
            this.action = action;
        }

        void add(WlcroEvent event) {
            if (waiting.incrementAndGet() <= MOST_WAITING) {
                queue.add(event);
            } else {
                waiting.decrementAndGet();
                dropped.incrementAndGet();
            }
        }

        void run(Executor executor) {
            if (!queue.isEmpty() && calls.getAndIncrement() == 0) {
                try {
                    executor.execute(this::drain);
                } catch (Throwable e) {
                    // The pack has stopped, or there is no thread: the next event tries again.
                    calls.set(0);
                }
            }
        }

        private void drain() {
            int seen = 1;
            while (seen != 0) {
                for (WlcroEvent event = queue.poll(); event != null; event = queue.poll()) {
                    waiting.decrementAndGet();
                    action.accept(event);
                }
                int lost = dropped.getAndSet(0);
                if (lost > 0) {
                    LOG.warn("A listener is too slow: {} events were dropped", lost);
                }
                seen = calls.addAndGet(-seen);
            }
        }
    }
}
