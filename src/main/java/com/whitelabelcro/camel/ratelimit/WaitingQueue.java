package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Obstacle;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;

/**
 * The records that wait for a permit, in two lanes, the oldest of each first. Interactive records, for whose answer a caller waits,
 * come first;
 * the others, of the queue and of imports, get at least every {@value #SHARE}th permit while any of them waits. Not
 * thread-safe: its {@link PermitQueue} holds a lock.
 */
final class WaitingQueue {

    private static final int SHARE = 4;
    private static final Rejection OTHER_ACCOUNT = new Rejection(Obstacle.OTHER_ACCOUNT,
            "the connection has got the key of another account since the record came");

    private final Queue<PermitWaiter> interactive = lane();
    private final Queue<PermitWaiter> others = lane();
    private final List<Queue<PermitWaiter>> lanes = List.of(interactive, others);
    /** The number of interactive records that were granted a permit while another record waited, since the last other one was granted. */
    private int passed;

    private static Queue<PermitWaiter> lane() {
        return new PriorityQueue<>(Comparator.comparingLong(PermitWaiter::sequence));
    }

    void add(PermitWaiter waiter) {
        (waiter.isInteractive() ? interactive : others).add(waiter);
    }

    int size() {
        return interactive.size() + others.size();
    }

    boolean isEmpty() {
        return interactive.isEmpty() && others.isEmpty();
    }

    /** The earliest deadline, by the monotonic clock; {@link Long#MAX_VALUE} if no record has one. */
    long deadline() {
        return Math.min(deadline(interactive), deadline(others));
    }

    private static long deadline(Queue<PermitWaiter> lane) {
        return lane.isEmpty() ? Long.MAX_VALUE : lane.element().deadline();
    }

    /** The next record of this account; records of other accounts before it are rejected. Null if there is none. */
    PermitWaiter next(AccountId account, ConnectionCircuitBreaker circuit, DeferredCallbacks calls) {
        while (!isEmpty()) {
            PermitWaiter next = next(circuit);
            if (next.account().equals(account)) {
                return next;
            }
            calls.reject(next, OTHER_ACCOUNT);
        }
        return null;
    }

    /** The first record, or the second one if the first sent the last failed probe. */
    private PermitWaiter next(ConnectionCircuitBreaker circuit) {
        PermitWaiter first = poll();
        if (isEmpty() || !circuit.failedProbe(first.sequence())) {
            return first;
        }
        PermitWaiter second = poll();
        add(first);
        return second;
    }

    private PermitWaiter poll() {
        boolean interactiveIsNext = others.isEmpty() || !interactive.isEmpty() && passed < SHARE - 1;
        passed = interactiveIsNext && !others.isEmpty() ? passed + 1 : 0;
        return (interactiveIsNext ? interactive : others).poll();
    }

    void rejectFirst(Rejection why, DeferredCallbacks calls) {
        if (!isEmpty()) {
            calls.reject(poll(), why);
        }
    }

    /** Rejects the records that are first in their lane and whose deadline has come. */
    void rejectLate(long now, Rejection why, DeferredCallbacks calls) {
        for (Queue<PermitWaiter> lane : lanes) {
            while (!lane.isEmpty() && lane.element().deadline() <= now) {
                calls.reject(lane.poll(), why);
            }
        }
    }

    /** @param why returns why a record will get no permit; null if it may get one */
    void reject(Function<PermitWaiter, Rejection> why, DeferredCallbacks calls) {
        for (Queue<PermitWaiter> lane : lanes) {
            lane.removeIf(each -> {
                Rejection told = why.apply(each);
                if (told != null) {
                    calls.reject(each, told);
                }
                return told != null;
            });
        }
    }
}
