package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.model.Rejection.Obstacle;
import com.whitelabelcro.camel.model.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The records of one connection that wait for a permit, in the order of {@link WaitingQueue} and without a thread. {@link Permits}
 * says how many may be sent, {@link DistributedPermits} whether other processes leave room for them, {@link ConcurrencyLimit} how
 * many at a time, and {@link ConnectionCircuitBreaker} whether any may. A record that is retried also waits for its back-off
 * here ({@link RetryQueue}), so that all waiting records are in one place when the host stops. Thread-safe.
 */
public final class PermitQueue {

    private static final Rejection STOPPING = new Rejection(Obstacle.STOPPING, "the routes are being stopped");

    private final Permits permits;
    private final ConcurrencyLimit.Share slots;
    private final SendingLimits limits;
    private final DistributedPermits shared;
    private final ConnectionCircuitBreaker circuit;
    private final StateChangePublisher changes;
    private final LongSupplier clock;
    private final Executor workers;
    private final WaitingQueue waiters = new WaitingQueue();
    private final RetryQueue resting;
    private final WakeUpTimer wakeUp;
    private boolean stopped;
    private Rejection removed;
    private int asked;

    public PermitQueue(Permits permits, ConcurrencyLimit concurrency, DistributedPermits shared, ConnectionCircuitBreaker circuit,
            StateChangePublisher changes, LongSupplier clock, Scheduler scheduler, Executor workers) {
        this.permits = permits;
        this.slots = concurrency.share(permits.limit(), permits.period(), this::slotOffered);
        this.limits = new SendingLimits(permits, slots, circuit);
        this.shared = shared;
        this.circuit = circuit;
        this.changes = changes;
        this.clock = clock;
        this.workers = workers;
        this.resting = new RetryQueue(scheduler, this::rested);
        this.wakeUp = new WakeUpTimer(scheduler, this::wake);
    }

    /** Sets a permit aside for a record if it can be sent at once: no record waits, the circuit is CLOSED, and a permit is free. */
    synchronized boolean setAside(long now) {
        return !stopped && removed == null && waiters.isEmpty() && circuit.openState() == null && limits.take(now, asked);
    }

    /**
     * Settles a permit that was set aside. Its record gets it, unless none was taken, or the circuit has opened since.
     *
     * @param answer the reply of the store; null if it was not asked
     */
    void settle(DistributedPermits.Answer answer, long sequence, long since, Consumer<Permit> granted) {
        locked(calls -> {
            if (answer != null && answer.row() != null && !stopped && circuit.openState() == null) {
                granted.accept(new Permit(this, answer.row(), sequence, null, false, permits.freed(), since));
                return;
            } else if (answer != null) {
                refused(answer, clock.getAsLong(), calls);
            }
            limits.unused();
            grant(clock.getAsLong(), calls);
            calls.task(slots::dispatch);
        });
    }

    /** Asks for a permit; the waiter is called later, by a worker. */
    public void acquire(PermitWaiter waiter) {
        locked(calls -> queue(waiter, calls));
    }

    /** Asks for a permit after a delay; the waiter is called later, by a worker. */
    public void acquireLater(PermitWaiter waiter, long nanos) {
        locked(calls -> {
            if (stopped || removed != null) {
                calls.reject(waiter, stopped ? STOPPING : removed);
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
        DeferredCallbacks.locked(this, what, calls -> calls.run(workers));
    }

    private void queue(PermitWaiter waiter, DeferredCallbacks calls) {
        long now = clock.getAsLong();
        Rejection why = rejection(waiter, now);
        if (why != null) {
            calls.reject(waiter, why);
        } else {
            waiters.add(waiter);
            grant(now, calls);
        }
    }

    /** Takes a permit back, and learns from how its request ended. */
    void released(Permit permit, CallResult result) {
        // An answer about a key that was replaced meanwhile says nothing about the current one.
        boolean ofFormerKey = result.kind().isOfKey()
                && shared.presentKey().filter(present -> !permit.isOf(present)).isPresent();
        locked(calls -> {
            long now = clock.getAsLong();
            permits.answered(result.at());
            slots.answered(permit.since(), result.at());
            calls.task(() -> shared.coolDown(permit.row(), result.kind() != CallResult.Meaning.NONE));
            if (result.kind().isWell()) {
                calls.task(() -> shared.wellAgain(permit.row()));
            }
            try {
                result.rate().ifPresent(rate -> permits.learn(rate, permit.freedBefore(), now));
                circuit.record(permit, ofFormerKey ? CallResult.none(result.at()) : result, now);
                changes.note(permit.row().key(), circuit, now, calls);
                reject(now, calls);
            } finally {
                grant(now, calls);
                calls.task(slots::dispatch);
            }
        });
    }

    public synchronized void start() {
        stopped = false;
    }

    /**
     * Rejects all waiting records.
     *
     * @param forGood whether later records are rejected, too, until {@link #start}
     */
    public void stop(boolean forGood) {
        locked(calls -> {
            stopped |= forGood;
            waiters.reject(each -> STOPPING, calls);
            resting.endAll().forEach(each -> calls.reject(each, STOPPING));
        });
    }

    /**
     * Rejects all waiting records, and all later ones until {@link #configure}. Requests in flight continue to their end.
     *
     * @param why the reason
     */
    void remove(Rejection why) {
        locked(calls -> {
            removed = why;
            waiters.reject(each -> why, calls);
            resting.endAll().forEach(each -> calls.reject(each, why));
        });
    }

    /** The connection exists and has this limit. */
    synchronized void configure(int limit, int most) {
        removed = null;
        permits.configure(limit, most);
        slots.configure(limit, permits.period());
    }

    public synchronized ConnectionSnapshot state() {
        return ConnectionSnapshot.of(permits, circuit, waiters.size(), resting.size(), clock.getAsLong());
    }

    private Rejection rejection(PermitWaiter waiter, long now) {
        if (stopped || removed != null) {
            return stopped ? STOPPING : removed;
        }
        return circuit.rejection(waiter.deadline(), now);
    }

    /** Requests as many shared permits as records may be sent now; each reply is passed to {@link #asked}. */
    private void grant(long now, DeferredCallbacks calls) {
        rejectLate(now, calls);
        while (asked < waiters.size() && limits.take(now, asked)) {
            calls.task(() -> shared.take(answer -> asked(answer, now)));
            asked++;
        }
        if (!waiters.isEmpty()) {
            wakeUp.at(Math.min(waiters.deadline(), limits.nextTurn(now, asked)), now);
        }
    }

    private void slotOffered() {
        try {
            locked(calls -> grant(clock.getAsLong(), calls));
        } finally {
            slots.returnOffers();
        }
    }

    private void rejectLate(long now, DeferredCallbacks calls) {
        if (waiters.deadline() <= now) {
            waiters.rejectLate(now, circuit.tooLate("no permit became free in time"), calls);
        }
    }

    /** The answer to one of the requests for a shared permit. */
    private void asked(DistributedPermits.Answer answer, long since) {
        DeferredCallbacks.locked(this, calls -> {
            asked--;
            boolean goes = false;
            try {
                goes = goes(answer, since, calls);
            } finally {
                if (!goes) {
                    limits.unused();
                }
                grant(clock.getAsLong(), calls);
                calls.task(slots::dispatch);
            }
        }, calls -> calls.runAsWorker(workers));
    }

    private boolean goes(DistributedPermits.Answer answer, long since, DeferredCallbacks calls) {
        long now = clock.getAsLong();
        rejectLate(now, calls);
        PermitWaiter next = answer.row() == null || !circuit.allows(now) ? null : waiters.next(answer.account(), circuit, calls);
        if (next == null) {
            refused(answer, now, calls);
            return false;
        }
        boolean forAll = circuit.openState() != null && !waiters.isEmpty();
        Permit permit = new Permit(this, answer.row(), next.sequence(), circuit.openState(), forAll, permits.freed(), since);
        circuit.sent(permit);
        changes.note(answer.row().key(), circuit, now, calls);
        calls.grant(next, permit);
        return true;
    }

    /** There is no shared permit, or no record to use it. */
    private void refused(DistributedPermits.Answer answer, long now, DeferredCallbacks calls) {
        if (answer.row() != null) {
            calls.task(() -> shared.unused(answer.row()));
            return;
        }
        limits.sharedFreeAt(now + answer.freeIn());
        if (answer.why() != null && answer.forAll()) {
            waiters.reject(each -> answer.why(), calls);
        } else if (answer.why() != null) {
            waiters.rejectFirst(answer.why(), calls);
        }
    }

    private void wake(long at) {
        locked(calls -> {
            if (wakeUp.hasRung(at)) {
                grant(clock.getAsLong(), calls);
            }
        });
    }

    /**
     * To be called every second, and when the key has changed: replaces timers that were lost for lack of memory, and checks
     * whether the key that opened the circuit has been replaced.
     */
    public void look() {
        long now = clock.getAsLong();
        Optional<KeyId> key = isOpen() ? shared.presentKey() : Optional.empty();
        List<PermitWaiter> late;
        synchronized (this) {
            wakeUp.forgetLost(now);
            late = resting.late(now);
        }
        late.forEach(this::rested);
        locked(calls -> {
            if (key.isPresent() && circuit.hasKey(key.get(), now)) {
                changes.note(key.get(), circuit, now, calls);
            }
            grant(now, calls);
        });
    }

    private synchronized boolean isOpen() {
        return circuit.openState() != null;
    }

    /** Records that will get no permit are rejected now, and not at their deadline. */
    private void reject(long now, DeferredCallbacks calls) {
        OpenState open = circuit.openState();
        if (open != null && now < open.until()) {
            waiters.reject(each -> rejection(each, now), calls);
        }
    }
}
