package com.whitelabelcro.camel.ledger.jdbc;

import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The operations that wait for the writer, in two lanes. Permits, ends and everything else about records that have begun come
 * first, so that a flood of new records does not keep those from being sent and ended. New records come second, and still have a
 * share of {@value #SHARE_OF_NEW} in each batch. Within a lane the order is that of arrival. Thread-safe.
 */
final class OperationQueue {

    /** How many operations of a full batch begin new records if there are enough of them. */
    static final int SHARE_OF_NEW = 64;

    // Linked lists, because an ArrayDeque that cannot grow for lack of memory looks empty.
    private final Queue<PendingOperation<?>> first = new LinkedList<>();
    private final Queue<PendingOperation<?>> begins = new LinkedList<>();
    private final Queue<PendingOperation<?>> last = new LinkedList<>();

    synchronized void add(PendingOperation<?> operation) {
        first.add(operation);
        notifyAll();
    }

    /** Adds an operation for which a waiting thread is not woken: another one follows at once. */
    synchronized void addWithNext(PendingOperation<?> operation) {
        first.add(operation);
    }

    /** Adds an operation that begins a new record. */
    synchronized void addBegin(PendingOperation<?> operation) {
        begins.add(operation);
        notifyAll();
    }

    /** Adds an operation that comes after all others. */
    synchronized void addLast(PendingOperation<?> operation) {
        last.add(operation);
        notifyAll();
    }

    /**
     * Moves the next operations to a batch. If there is none, waits for one, and may return without any.
     *
     * @param atMost how long to wait, milliseconds
     */
    synchronized void take(List<PendingOperation<?>> batch, int most, long atMost) throws InterruptedException {
        if (first.isEmpty() && begins.isEmpty() && last.isEmpty()) {
            wait(atMost);
        }
        move(first, batch, most - Math.min(SHARE_OF_NEW, begins.size()));
        move(begins, batch, most);
        if (first.isEmpty() && begins.isEmpty()) {
            move(last, batch, most);
        }
    }

    /** Moves all operations to a batch. */
    synchronized void takeAll(List<PendingOperation<?>> batch) {
        move(first, batch, Integer.MAX_VALUE);
        move(begins, batch, Integer.MAX_VALUE);
        move(last, batch, Integer.MAX_VALUE);
    }

    synchronized void removeIf(Predicate<PendingOperation<?>> which) {
        first.removeIf(which);
        begins.removeIf(which);
        last.removeIf(which);
    }

    private static void move(Queue<PendingOperation<?>> lane, List<PendingOperation<?>> batch, int most) {
        while (batch.size() < most && !lane.isEmpty()) {
            // Added before it is removed: what cannot be added for lack of memory stays.
            batch.add(lane.element());
            lane.remove();
        }
    }
}
