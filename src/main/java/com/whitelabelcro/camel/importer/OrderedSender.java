package com.whitelabelcro.camel.importer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets a limited number of records be in flight, and of each identity only one: the next one starts when the one before
 * has ended. Meanwhile it is held back and others pass, up to {@value #MOST_HELD}; then the giver waits. Nothing is
 * remembered of an identity that has no record here.
 */
final class OrderedSender {

    static final int MOST_HELD = 1_000;

    private final int parallel;
    private final Consumer<ImportRecord> send;
    private final ExecutorService sender;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<ImportRecord> inFlight = new LinkedHashSet<>();
    private final Map<String, Deque<ImportRecord>> behind = new HashMap<>();
    private final List<ImportRecord> unsent = new ArrayList<>();
    private int held;
    private boolean stopped;
    private boolean complete;

    /**
     * @param parallel how many may be in flight
     * @param send begins one, and does not wait for its end; {@link #ended} must be called for it at last
     */
    OrderedSender(int parallel, Consumer<ImportRecord> send) {
        this.parallel = parallel;
        this.send = send;
        // One thread begins them all: whoever ends a record does not have to begin the next one.
        this.sender = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "wlcro-import-sender");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes a record, as soon as there is room. False if it will not be sent, for all has been stopped. */
    boolean give(ImportRecord pending) throws InterruptedException {
        lock.lock();
        try {
            while (!stopped) {
                Deque<ImportRecord> queue = pending.identity() == null ? null : behind.get(pending.identity());
                if (queue != null && held < MOST_HELD) {
                    queue.add(pending);
                    held++;
                    return true;
                }
                if (queue == null && inFlight.size() < parallel) {
                    if (pending.identity() != null) {
                        behind.put(pending.identity(), new ArrayDeque<>(1));
                    }
                    start(pending);
                    return true;
                }
                changed.await();
            }
            unsent.add(pending);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void start(ImportRecord pending) {
        inFlight.add(pending);
        try {
            sender.execute(() -> send.accept(pending));
        } catch (RuntimeException | Error e) {
            inFlight.remove(pending);
            unsent.add(pending);
            throw e;
        }
    }

    /** Says that a record has ended. */
    void ended(ImportRecord pending) {
        lock.lock();
        try {
            if (!inFlight.remove(pending)) {
                return;
            }
            Deque<ImportRecord> queue = pending.identity() == null ? null : behind.get(pending.identity());
            ImportRecord next = queue == null ? null : queue.poll();
            if (next != null) {
                held--;
                start(next);
            } else {
                behind.remove(pending.identity());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing more; what was held back counts as not sent. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            behind.values().forEach(queue -> {
                unsent.addAll(queue);
                queue.clear();
            });
            held = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds one that turned out not to have been sent. */
    void unsent(ImportRecord pending) {
        lock.lock();
        try {
            unsent.add(pending);
        } finally {
            lock.unlock();
        }
    }

    /** Says that nothing more will be given. */
    void noMore() {
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that was given has ended and no more will come.
     *
     * @param nanosLeft how long to wait; asked again whenever something changes, such as by {@link #stop}
     */
    void awaitEnd(LongSupplier nanosLeft) throws InterruptedException {
        lock.lock();
        try {
            for (long left = nanosLeft.getAsLong(); left > 0 && !(complete && inFlight.isEmpty());
                    left = nanosLeft.getAsLong()) {
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all, and gives up waiting for those in flight. */
    List<ImportRecord> abandon() {
        lock.lock();
        try {
            List<ImportRecord> abandoned = List.copyOf(inFlight);
            inFlight.clear();
            sender.shutdown();
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    /** Those that were taken and not sent. */
    List<ImportRecord> unsent() {
        lock.lock();
        try {
            return List.copyOf(unsent);
        } finally {
            lock.unlock();
        }
    }

    /** How many are in flight or held back. */
    int waiting() {
        lock.lock();
        try {
            return inFlight.size() + held;
        } finally {
            lock.unlock();
        }
    }
}
