package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Kind;
import com.whitelabelcro.camel.model.Scheduler;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where the records of one connection wait for their turn: first come, first served, each holding no thread. The
 * {@link Permits} say how many may go, the {@link DistributedPermits} whether another process leaves room for them, the
 * {@link ConnectionCircuitBreaker} whether any may. Who is to be tried again rests here before it asks for its next turn, so that a
 * stopping host finds all who wait in one place.
 */
public final class PermitQueue {

    private static final Rejection STOPPING = new Rejection(Kind.STOPPING, "the routes are being stopped");

    private final Permits permits;
    private final DistributedPermits shared;
    private final ConnectionCircuitBreaker health;
    private final StateChangePublisher changes;
    private final LongSupplier clock;
    private final Executor workers;
    private final WaitingQueue waiters = new WaitingQueue();
    private final RetryQueue resting;
    private final WakeUpTimer wakeUp;

    private boolean stopped;
    private int asked;
    private long sharedFreeAt;

    public PermitQueue(Permits permits, DistributedPermits shared, ConnectionCircuitBreaker health, StateChangePublisher changes, LongSupplier clock, Scheduler alarm,
            Executor workers) {
        this.permits = permits;
        this.shared = shared;
        this.health = health;
        this.changes = changes;
        this.clock = clock;
        this.workers = workers;
        this.resting = new RetryQueue(alarm, this::rested);
        this.wakeUp = new WakeUpTimer(alarm, this::wake);
    }

    /** Asks for a turn; the waiter is called later, by a worker. */
    public void enter(PermitWaiter waiter) {
        locked(calls -> queue(waiter, calls));
    }

    /** Asks for a turn after a rest; the waiter is called later, by a worker. */
    public void enterLater(PermitWaiter waiter, long nanos) {
        locked(calls -> {
            if (stopped) {
                calls.turnAway(waiter, STOPPING);
            } else {
                resting.add(waiter, nanos, clock.getAsLong());
            }
        });
    }

    private void rested(PermitWaiter waiter) {
        locked(calls -> {
            if (resting.end(waiter)) {
                queue(waiter, calls);
            }
        });
    }

    private void locked(Consumer<DeferredCallbacks> what) {
        locked(what, calls -> calls.make(workers));
    }

    /** Who is to be called is called after the lock is released, and also if something else went wrong. */
    private void locked(Consumer<DeferredCallbacks> what, Consumer<DeferredCallbacks> then) {
        DeferredCallbacks calls = new DeferredCallbacks();
        try {
            synchronized (this) {
                what.accept(calls);
            }
        } finally {
            then.accept(calls);
        }
    }

    private void queue(PermitWaiter waiter, DeferredCallbacks calls) {
        long now = clock.getAsLong();
        Rejection why = refusal(waiter, now);
        if (why != null) {
            calls.turnAway(waiter, why);
        } else {
            waiters.add(waiter);
            grant(now, calls);
        }
    }

    /** Takes back a permit, and learns. */
    void report(Permit permit, CallResult report) {
        locked(calls -> {
            long now = clock.getAsLong();
            permits.answered(report.at());
            calls.errand(() -> shared.coolDown(permit.row()));
            if (report.kind().isWell()) {
                calls.errand(() -> shared.wellAgain(permit.row()));
            }
            try {
                report.rate().ifPresent(rate -> permits.learn(rate, permit.freedBefore(), now));
                health.judge(permit, report, now);
                changes.note(permit.row().key(), health, now, calls);
                turnAway(now, calls);
            } finally {
                grant(now, calls);
            }
        });
    }

    public synchronized void start() {
        stopped = false;
    }

    /**
     * Turns all away who wait.
     *
     * @param forGood all who come, too, until it is started again
     */
    public void stop(boolean forGood) {
        locked(calls -> {
            stopped |= forGood;
            waiters.turnAway(each -> STOPPING, calls);
            resting.endAll().forEach(each -> calls.turnAway(each, STOPPING));
        });
    }

    public synchronized ConnectionSnapshot state() {
        long now = clock.getAsLong();
        OpenState closing = health.closing();
        int waiting = waiters.size() + resting.size();
        long closedFor = closing == null ? 0 : Math.max(0, closing.until() - now);
        String why = closing == null ? "" : closing.why().reason();
        return new ConnectionSnapshot(permits.used(now), permits.limit(), permits.inFlight(), waiting, closedFor, why);
    }

    private Rejection refusal(PermitWaiter waiter, long now) {
        return stopped ? STOPPING : health.refusal(waiter.deadline(), now);
    }

    /** Asks for as many shared permits as may go now; each comes back to {@link #asked}. */
    private void grant(long now, DeferredCallbacks calls) {
        turnAwayLate(now, calls);
        while (asked < waiters.size() && maySend(now) && permits.take(now)) {
            calls.errand(() -> shared.take(this::asked));
            asked++;
        }
        if (!waiters.isEmpty()) {
            wakeUp.at(Math.min(waiters.first().deadline(), nextTurn(now)), now);
        }
    }

    private void turnAwayLate(long now, DeferredCallbacks calls) {
        while (!waiters.isEmpty() && waiters.first().deadline() <= now) {
            waiters.turnAwayFirst(health.tooLate("its turn did not come in time"), calls);
        }
    }

    private boolean maySend(long now) {
        return now >= sharedFreeAt && health.lets(now) && (health.closing() == null || asked == 0);
    }

    /** One of those asked for has come, or is not to be had. */
    private void asked(DistributedPermits.Answer answer) {
        locked(calls -> {
            asked--;
            boolean goes = false;
            try {
                goes = goes(answer, calls);
            } finally {
                if (!goes) {
                    permits.unused();
                }
                grant(clock.getAsLong(), calls);
            }
        }, calls -> calls.makeAsWorker(workers));
    }

    private boolean goes(DistributedPermits.Answer answer, DeferredCallbacks calls) {
        long now = clock.getAsLong();
        turnAwayLate(now, calls);
        PermitWaiter next = answer.row() == null || !health.lets(now) ? null : waiters.next(answer.account(), health, calls);
        if (next == null) {
            refused(answer, now, calls);
            return false;
        }
        boolean forAll = health.closing() != null && !waiters.isEmpty();
        Permit permit = new Permit(this, answer.row(), next.ticket(), health.closing(), forAll, permits.freed());
        health.sent(permit);
        changes.note(answer.row().key(), health, now, calls);
        calls.grant(next, permit);
        return true;
    }

    /** Nobody goes with it: there is none, or nobody to go. */
    private void refused(DistributedPermits.Answer answer, long now, DeferredCallbacks calls) {
        if (answer.row() != null) {
            calls.errand(() -> shared.unused(answer.row()));
            return;
        }
        sharedFreeAt = now + answer.freeIn();
        if (answer.why() != null && answer.forAll()) {
            waiters.turnAway(each -> answer.why(), calls);
        } else if (answer.why() != null) {
            waiters.turnAwayFirst(answer.why(), calls);
        }
    }

    private long nextTurn(long now) {
        if (asked > 0 || health.isProbing()) {
            return Permits.AFTER_AN_ANSWER;
        }
        long free = Math.max(sharedFreeAt, permits.nextFreeAt(now));
        return health.closing() == null ? free : Math.max(free, health.closing().until());
    }

    private void wake(long at) {
        locked(calls -> {
            if (wakeUp.hasRung(at)) {
                grant(clock.getAsLong(), calls);
            }
        });
    }

    /** Called every second: does what a lost alarm should have done. */
    public void look() {
        long now = clock.getAsLong();
        List<PermitWaiter> late;
        synchronized (this) {
            wakeUp.forgetLost(now);
            late = resting.late(now);
        }
        late.forEach(this::rested);
        locked(calls -> grant(now, calls));
    }

    /** Those who wait in vain are told now, and not when their time is over. */
    private void turnAway(long now, DeferredCallbacks calls) {
        OpenState closing = health.closing();
        if (closing == null || now >= closing.until()) {
            return;
        }
        waiters.turnAway(each -> refusal(each, now), calls);
    }
}
