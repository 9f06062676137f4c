package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Kind;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Those who wait for a turn, the oldest first. Not thread-safe: its {@link PermitQueue} holds a lock. */
final class WaitingQueue {

    private static final Rejection OTHER_ACCOUNT = new Rejection(Kind.OTHER_ACCOUNT,
            "the connection has got the key of another account since the record came");

    private final PriorityQueue<PermitWaiter> queue = new PriorityQueue<>(Comparator.comparingLong(PermitWaiter::ticket));

    void add(PermitWaiter waiter) {
        queue.add(waiter);
    }

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The oldest; null if nobody waits. */
    PermitWaiter first() {
        return queue.peek();
    }

    /** The next whose record it is; those before it are another account's, and are told. Null if there is nobody. */
    PermitWaiter next(AccountId account, ConnectionCircuitBreaker health, DeferredCallbacks calls) {
        while (!queue.isEmpty()) {
            PermitWaiter next = next(health);
            if (next.account().equals(account)) {
                return next;
            }
            calls.turnAway(next, OTHER_ACCOUNT);
        }
        return null;
    }

    /** The first, or the second if it is another's turn to be the probe. */
    private PermitWaiter next(ConnectionCircuitBreaker health) {
        PermitWaiter first = queue.poll();
        if (queue.isEmpty() || !health.failedProbe(first.ticket())) {
            return first;
        }
        PermitWaiter second = queue.poll();
        queue.add(first);
        return second;
    }

    void turnAwayFirst(Rejection why, DeferredCallbacks calls) {
        if (!queue.isEmpty()) {
            calls.turnAway(queue.poll(), why);
        }
    }

    /** @param why why this one waits in vain; null if it does not */
    void turnAway(Function<PermitWaiter, Rejection> why, DeferredCallbacks calls) {
        queue.removeIf(each -> {
            Rejection told = why.apply(each);
            if (told != null) {
                calls.turnAway(each, told);
            }
            return told != null;
        });
    }
}
