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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Limits how many records are in flight, and allows only one at a time for each identity, so that the records of one identity are
 * sent in their order. A record that follows another one of its identity is held back while records of other identities overtake
 * it. At most {@value #MOST_HELD} are held back; then {@link #give} blocks. An identity without records needs no memory. Thread-safe.
 */
final class OrderedSender {

    static final int MOST_HELD = 1_000;

    private final int parallel;
    private final Consumer<ImportRecord> send;
    private final ExecutorService sender;
    private final Set<ImportRecord> inFlight = new LinkedHashSet<>();
    private final Map<String, Deque<ImportRecord>> behind = new HashMap<>();
    private final List<ImportRecord> unsent = new ArrayList<>();
    private int held;
    private boolean stopped;
    private boolean complete;

    /**
     * @param parallel how many records may be in flight
     * @param send starts sending a record and returns at once; {@link #ended} must be called when the record has ended
     */
    OrderedSender(int parallel, Consumer<ImportRecord> send) {
        this.parallel = parallel;
        this.send = send;
        // One thread starts all records, so that the thread that ends a record is not used to start the next one.
        this.sender = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "wlcro-import-sender");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Accepts a record; blocks while there is no room. Returns false if the import was stopped and the record is not sent. */
    synchronized boolean give(ImportRecord pending) throws InterruptedException {
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
            wait();
        }
        unsent.add(pending);
        return false;
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

    /** To be called when a record has ended; starts the next record of its identity. */
    synchronized void ended(ImportRecord pending) {
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
        notifyAll();
    }

    /** Starts no further record. Records that were held back count as not sent. */
    synchronized void stop() {
        stopped = true;
        behind.values().forEach(queue -> {
            unsent.addAll(queue);
            queue.clear();
        });
        held = 0;
        notifyAll();
    }

    /** Adds a record that was started and turned out not to have been sent. */
    synchronized void unsent(ImportRecord pending) {
        unsent.add(pending);
    }

    /** To be called when no further record will be given. */
    synchronized void noMore() {
        complete = true;
        notifyAll();
    }

    /**
     * Waits until all given records have ended and {@link #noMore} was called.
     *
     * @param nanosLeft how long to wait at most; evaluated again after every change, for example after {@link #stop}
     */
    synchronized void awaitEnd(LongSupplier nanosLeft) throws InterruptedException {
        for (long left = nanosLeft.getAsLong(); left > 0 && !(complete && inFlight.isEmpty());
                left = nanosLeft.getAsLong()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Gives up the records in flight and returns them. */
    synchronized List<ImportRecord> abandon() {
        List<ImportRecord> abandoned = List.copyOf(inFlight);
        inFlight.clear();
        sender.shutdown();
        return abandoned;
    }

    /** The records that were accepted and not sent. */
    synchronized List<ImportRecord> unsent() {
        return List.copyOf(unsent);
    }

    /** The number of records in flight or held back. */
    synchronized int waiting() {
        return inFlight.size() + held;
    }
}
