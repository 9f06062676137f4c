package com.whitelabelcro.camel.ledger.jdbc;

import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The operations that wait for the writer, in two lanes. Permits, ends and everything else about records that have begun come
 * first, so that a flood of new records does not keep those from being sent and ended. New records come second: a batch has
 * {@value #FEW_NEW} of them, or as many as others if those are more, up to {@value #SHARE_OF_NEW}. A batch of new records only is
 * extended as long as no other operation waits. An operation of a record that has begun therefore never waits for a long batch of new
 * ones. It would otherwise wait for each of the operations that a record needs. Within a lane the order is that of arrival.
 * Thread-safe.
 */
final class OperationQueue {

    /** How many new records a batch has at least, and is extended by at a time, if there are enough of them. */
    static final int FEW_NEW = 16;
    /** How many new records a batch with many other operations has, if there are enough of them. */
    static final int SHARE_OF_NEW = 64;

    // Linked lists, because an ArrayDeque that cannot grow for lack of memory looks empty.
    private final Queue<PendingOperation<?>> first = new LinkedList<>();
    private final Queue<PendingOperation<?>> begins = new LinkedList<>();
    private final Queue<PendingOperation<?>> last = new LinkedList<>();
    private boolean awaited;
    /** Whether the last batch that was taken has new records only. */
    private boolean onlyNew;

    synchronized void add(PendingOperation<?> operation) {
        first.add(operation);
        wake();
    }

    /** Adds an operation for which the writer is not woken: another one follows at once. */
    synchronized void addWithNext(PendingOperation<?> operation) {
        first.add(operation);
    }

    /** Adds an operation that begins a new record. */
    synchronized void addBegin(PendingOperation<?> operation) {
        begins.add(operation);
        wake();
    }

    /** Adds an operation that comes after all others. */
    synchronized void addLast(PendingOperation<?> operation) {
        last.add(operation);
        wake();
    }

    /** Wakes the writer. */
    synchronized void wake() {
        awaited = true;
        notifyAll();
    }

    /** Whether no operation waits, except for those that wait for the next one. */
    synchronized boolean isIdle() {
        return !awaited;
    }

    /** How many operations wait. */
    synchronized int length() {
        return first.size() + begins.size() + last.size();
    }

    /**
     * Waits until the writer is woken. May return earlier.
     *
     * @param atMost how long to wait, milliseconds
     */
    synchronized void await(long atMost) throws InterruptedException {
        if (!awaited) {
            wait(atMost);
        }
    }

    /** Moves the next operations to a batch. */
    synchronized void take(List<PendingOperation<?>> batch, int most) {
        move(first, batch, most - Math.min(SHARE_OF_NEW, begins.size()));
        int others = batch.size();
        onlyNew = others == 0;
        move(begins, batch, Math.min(most, others + Math.max(FEW_NEW, Math.min(SHARE_OF_NEW, others))));
        if (first.isEmpty() && begins.isEmpty()) {
            move(last, batch, most);
        }
        noteWhetherAwaited();
    }

    /**
     * Moves a few more new records to the batch that was taken last and is being run, unless it has other operations, or such
     * operations wait. Returns whether there were any.
     */
    synchronized boolean extend(List<PendingOperation<?>> batch, int most) {
        int before = batch.size();
        if (onlyNew && first.isEmpty() && last.isEmpty()) {
            move(begins, batch, Math.min(most, before + FEW_NEW));
        }
        noteWhetherAwaited();
        return batch.size() > before;
    }

    private void noteWhetherAwaited() {
        awaited = !(first.isEmpty() && begins.isEmpty() && last.isEmpty());
    }

    /** Moves all operations to a batch, except for those that come after all others. */
    synchronized void takeAllButLast(List<PendingOperation<?>> batch) {
        move(first, batch, Integer.MAX_VALUE);
        move(begins, batch, Integer.MAX_VALUE);
        awaited = !last.isEmpty();
    }

    /** Moves all operations to a batch. */
    synchronized void takeAll(List<PendingOperation<?>> batch) {
        move(first, batch, Integer.MAX_VALUE);
        move(begins, batch, Integer.MAX_VALUE);
        move(last, batch, Integer.MAX_VALUE);
        awaited = false;
    }

    /** Whether one of the operations is such. */
    synchronized boolean has(Predicate<PendingOperation<?>> which) {
        return Stream.of(first, begins, last).flatMap(Queue::stream).anyMatch(which);
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
