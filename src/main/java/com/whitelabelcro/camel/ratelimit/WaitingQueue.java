package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Kind;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Function;

/** The records that wait for a permit, the oldest first. Not thread-safe: its {@link PermitQueue} holds a lock. */
final class WaitingQueue {

    private static final Rejection OTHER_ACCOUNT = new Rejection(Kind.OTHER_ACCOUNT,
            "the connection has got the key of another account since the record came");

    private final PriorityQueue<PermitWaiter> queue = new PriorityQueue<>(Comparator.comparingLong(PermitWaiter::sequence));

    void add(PermitWaiter waiter) {
        queue.add(waiter);
    }

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The oldest; null if none waits. */
    PermitWaiter first() {
        return queue.peek();
    }

    /** The next record of this account; records of other accounts before it are rejected. Null if there is none. */
    PermitWaiter next(AccountId account, ConnectionCircuitBreaker circuit, DeferredCallbacks calls) {
        while (!queue.isEmpty()) {
            PermitWaiter next = next(circuit);
            if (next.account().equals(account)) {
                return next;
            }
            calls.reject(next, OTHER_ACCOUNT);
        }
        return null;
    }

    /** The first; or the second, if the first sent the last failed probe. */
    private PermitWaiter next(ConnectionCircuitBreaker circuit) {
        PermitWaiter first = queue.poll();
        if (queue.isEmpty() || !circuit.failedProbe(first.sequence())) {
            return first;
        }
        PermitWaiter second = queue.poll();
        queue.add(first);
        return second;
    }

    void rejectFirst(Rejection why, DeferredCallbacks calls) {
        if (!queue.isEmpty()) {
            calls.reject(queue.poll(), why);
        }
    }

    /** @param why why a record will get no permit; null if it may get one */
    void reject(Function<PermitWaiter, Rejection> why, DeferredCallbacks calls) {
        queue.removeIf(each -> {
            Rejection told = why.apply(each);
            if (told != null) {
                calls.reject(each, told);
            }
            return told != null;
        });
    }
}
