package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.turn.TurnedAway.Kind;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Those who wait for a turn, the oldest first. Not thread-safe: its {@link Gate} holds a lock. */
final class Waiters {

    private static final TurnedAway OTHER_ACCOUNT = new TurnedAway(Kind.OTHER_ACCOUNT,
            "the connection has got the key of another account since the record came");

    private final PriorityQueue<Waiter> queue = new PriorityQueue<>(Comparator.comparingLong(Waiter::ticket));

    void add(Waiter waiter) {
        queue.add(waiter);
    }

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The oldest; null if nobody waits. */
    Waiter first() {
        return queue.peek();
    }

    /** The next whose record it is; those before it are another account's, and are told. Null if there is nobody. */
    Waiter next(AccountId account, Health health, Calls calls) {
        while (!queue.isEmpty()) {
            Waiter next = next(health);
            if (next.account().equals(account)) {
                return next;
            }
            calls.turnAway(next, OTHER_ACCOUNT);
        }
        return null;
    }

    /** The first, or the second if it is another's turn to be the probe. */
    private Waiter next(Health health) {
        Waiter first = queue.poll();
        if (queue.isEmpty() || !health.failedProbe(first.ticket())) {
            return first;
        }
        Waiter second = queue.poll();
        queue.add(first);
        return second;
    }

    void turnAwayFirst(TurnedAway why, Calls calls) {
        if (!queue.isEmpty()) {
            calls.turnAway(queue.poll(), why);
        }
    }

    /** @param why why this one waits in vain; null if it does not */
    void turnAway(Function<Waiter, TurnedAway> why, Calls calls) {
        queue.removeIf(each -> {
            TurnedAway told = why.apply(each);
            if (told != null) {
                calls.turnAway(each, told);
            }
            return told != null;
        });
    }
}
