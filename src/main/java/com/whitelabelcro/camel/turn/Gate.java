package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.turn.TurnedAway.Kind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Where the records of one connection wait for their turn: first come, first served, each holding no thread. The
 * {@link Permits} say how many may go, the {@link Health} whether any may. Who is to be tried again rests here before
 * it asks for its next turn, so that a stopping host finds all who wait in one place.
 */
final class Gate {

    private static final long NEVER = Long.MAX_VALUE;
    private static final TurnedAway STOPPING = new TurnedAway(Kind.STOPPING, "the routes are being stopped");

    private final Permits permits;
    private final Health health;
    private final LongSupplier clock;
    private final Alarm alarm;
    private final Executor workers;
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::ticket));
    private final Set<Waiter> resting = new HashSet<>();

    private boolean stopped;
    private long alarmAt = NEVER;

    /** Wakes somebody up later. */
    interface Alarm {
        void in(long nanos, Runnable wake);
    }

    Gate(Permits permits, Health health, LongSupplier clock, Alarm alarm, Executor workers) {
        this.permits = permits;
        this.health = health;
        this.clock = clock;
        this.alarm = alarm;
        this.workers = workers;
    }

    /**
     * Asks for a turn.
     *
     * @return the permit if it is the caller's turn at once; else null, and the waiter is called later
     */
    Permit enter(Waiter waiter) {
        Calls calls = new Calls();
        synchronized (this) {
            queue(waiter, calls);
        }
        Permit own = calls.take(waiter);
        calls.make(workers);
        return own;
    }

    /** Asks for a turn after a rest; the waiter is always called later, by a worker. */
    void enterLater(Waiter waiter, long nanos) {
        Calls calls = new Calls();
        synchronized (this) {
            if (stopped) {
                calls.turnAway(waiter, STOPPING);
            } else {
                resting.add(waiter);
                alarm.in(nanos, () -> rested(waiter));
            }
        }
        calls.make(workers);
    }

    private void rested(Waiter waiter) {
        Calls calls = new Calls();
        synchronized (this) {
            if (resting.remove(waiter)) {
                queue(waiter, calls);
            }
        }
        calls.make(workers);
    }

    private void queue(Waiter waiter, Calls calls) {
        long now = clock.getAsLong();
        TurnedAway why = refusal(waiter, now);
        if (why != null) {
            calls.turnAway(waiter, why);
        } else {
            waiters.add(waiter);
            grant(now, calls);
        }
    }

    /** Takes back a permit, and learns. */
    void report(Permit permit, Report report) {
        Calls calls = new Calls();
        synchronized (this) {
            long now = clock.getAsLong();
            permits.answered(report.at());
            report.rate().ifPresent(rate -> learn(permit, rate, now));
            health.judge(permit, report, now);
            turnAway(now, calls);
            grant(now, calls);
        }
        calls.make(workers);
    }

    synchronized void start() {
        stopped = false;
    }

    /** Turns all away who wait, and all who come. */
    void stop() {
        Calls calls = new Calls();
        synchronized (this) {
            stopped = true;
            waiters.forEach(each -> calls.turnAway(each, STOPPING));
            waiters.clear();
            resting.forEach(each -> calls.turnAway(each, STOPPING));
            resting.clear();
        }
        calls.make(workers);
    }

    synchronized GateState state() {
        long now = clock.getAsLong();
        Closing closing = health.closing();
        int waiting = waiters.size() + resting.size();
        long closedFor = closing == null ? 0 : Math.max(0, closing.until() - now);
        String why = closing == null ? "" : closing.why().reason();
        return new GateState(permits.used(now), permits.limit(), permits.inFlight(), waiting, closedFor, why);
    }

    private TurnedAway refusal(Waiter waiter, long now) {
        Closing closing = health.closing();
        if (stopped) {
            return STOPPING;
        } else if (closing == null) {
            return null;
        } else if (closing.refuses() && (now < closing.until() || health.isProbing())) {
            return closing.why();
        }
        return waiter.deadline() < closing.until() ? tooLate(closing.why().reason()) : null;
    }

    private TurnedAway tooLate(String reason) {
        Closing closing = health.closing();
        boolean limited = closing != null && closing.kind() == Closing.Kind.LIMITED;
        return new TurnedAway(limited ? Kind.LIMITED : Kind.TOO_LATE, reason);
    }

    private void grant(long now, Calls calls) {
        while (!waiters.isEmpty()) {
            Waiter first = waiters.peek();
            if (first.deadline() <= now) {
                waiters.poll();
                calls.turnAway(first, tooLate("its turn did not come in time"));
            } else if (!health.lets(now) || !permits.take(now)) {
                break;
            } else {
                Waiter next = next();
                boolean forAll = health.closing() != null && !waiters.isEmpty();
                Permit permit = new Permit(this, next.ticket(), health.closing(), forAll, permits.freed());
                health.sent(permit);
                calls.grant(next, permit);
            }
        }
        setAlarm(now);
    }

    /** The first, or the second if it is another's turn to be the probe. */
    private Waiter next() {
        Waiter first = waiters.poll();
        if (waiters.isEmpty() || !health.failedProbe(first.ticket())) {
            return first;
        }
        Waiter second = waiters.poll();
        waiters.add(first);
        return second;
    }

    private void setAlarm(long now) {
        if (waiters.isEmpty()) {
            return;
        }
        long next = Math.min(waiters.peek().deadline(), nextTurn(now));
        if (next < alarmAt) {
            alarmAt = next;
            alarm.in(Math.max(1, next - now), () -> wake(next));
        }
    }

    private long nextTurn(long now) {
        if (health.isProbing()) {
            return Permits.AFTER_AN_ANSWER;
        }
        long free = permits.nextFreeAt(now);
        return health.closing() == null ? free : Math.max(free, health.closing().until());
    }

    private void wake(long at) {
        Calls calls = new Calls();
        synchronized (this) {
            // One that was set for later, before this gate knew better: it would set others, and they others still.
            if (at != alarmAt) {
                return;
            }
            alarmAt = NEVER;
            grant(clock.getAsLong(), calls);
        }
        calls.make(workers);
    }

    private void learn(Permit permit, Report.Rate rate, long now) {
        permits.learnLimit(rate.limit());
        if (rate.remaining() >= 0) {
            permits.learnRemaining(rate.remaining(), permit.freedBefore(), rate.reset(), now + rate.resetIn(), now);
        }
    }

    /** Those who wait in vain are told now, and not when their time is over. */
    private void turnAway(long now, Calls calls) {
        Closing closing = health.closing();
        if (closing == null || now >= closing.until()) {
            return;
        }
        waiters.removeIf(each -> {
            TurnedAway why = refusal(each, now);
            if (why != null) {
                calls.turnAway(each, why);
            }
            return why != null;
        });
    }
}
