package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.turn.TurnedAway.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Where the records of one connection wait for their turn: first come, first served, each holding no thread. The
 * {@link Permits} say how many may go, the {@link SharedPermits} whether another process leaves room for them, the
 * {@link Health} whether any may. Who is to be tried again rests here before it asks for its next turn, so that a
 * stopping host finds all who wait in one place.
 */
final class Gate {

    private static final long NEVER = Long.MAX_VALUE;
    private static final TurnedAway STOPPING = new TurnedAway(Kind.STOPPING, "the routes are being stopped");

    private final Permits permits;
    private final SharedPermits shared;
    private final Health health;
    private final StateChanges changes;
    private final LongSupplier clock;
    private final Alarm alarm;
    private final Executor workers;
    private final Waiters waiters = new Waiters();
    private final Set<Waiter> resting = new HashSet<>();

    private boolean stopped;
    private long alarmAt = NEVER;
    private int asked;
    private long sharedFreeAt;

    /** Wakes somebody up later. */
    interface Alarm {
        void in(long nanos, Runnable wake);
    }

    Gate(Permits permits, SharedPermits shared, Health health, StateChanges changes, LongSupplier clock, Alarm alarm,
            Executor workers) {
        this.permits = permits;
        this.shared = shared;
        this.health = health;
        this.changes = changes;
        this.clock = clock;
        this.alarm = alarm;
        this.workers = workers;
    }

    /** Asks for a turn; the waiter is called later, by a worker. */
    void enter(Waiter waiter) {
        Calls calls = new Calls();
        synchronized (this) {
            queue(waiter, calls);
        }
        calls.make(workers);
    }

    /** Asks for a turn after a rest; the waiter is called later, by a worker. */
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
            calls.errand(() -> shared.coolDown(permit.row()));
            report.rate().ifPresent(rate -> learn(permit, rate, now));
            health.judge(permit, report, now);
            changes.note(permit.row().key(), health, now, calls);
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
            waiters.turnAway(each -> STOPPING, calls);
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
        return stopped ? STOPPING : health.refusal(waiter.deadline(), now);
    }

    /** Asks for as many shared permits as may go now; each comes back to {@link #asked}. */
    private void grant(long now, Calls calls) {
        turnAwayLate(now, calls);
        while (asked < waiters.size() && maySend(now) && permits.take(now)) {
            asked++;
            calls.errand(() -> shared.take(this::asked));
        }
        setAlarm(now);
    }

    private void turnAwayLate(long now, Calls calls) {
        while (!waiters.isEmpty() && waiters.first().deadline() <= now) {
            waiters.turnAwayFirst(health.tooLate("its turn did not come in time"), calls);
        }
    }

    private boolean maySend(long now) {
        return now >= sharedFreeAt && health.lets(now) && (health.closing() == null || asked == 0);
    }

    /** One of those asked for has come, or is not to be had. */
    private void asked(SharedPermits.Answer answer) {
        Calls calls = new Calls();
        synchronized (this) {
            asked--;
            long now = clock.getAsLong();
            turnAwayLate(now, calls);
            Waiter next = answer.row() == null || !health.lets(now) ? null : waiters.next(answer.account(), health, calls);
            if (next != null) {
                boolean forAll = health.closing() != null && !waiters.isEmpty();
                Permit permit =
                        new Permit(this, answer.row(), next.ticket(), health.closing(), forAll, permits.freed());
                health.sent(permit);
                changes.note(answer.row().key(), health, now, calls);
                calls.grant(next, permit);
            } else {
                permits.unused();
                refused(answer, now, calls);
            }
            grant(now, calls);
        }
        calls.makeAsWorker(workers);
    }

    /** Nobody goes with it: there is none, or nobody to go. */
    private void refused(SharedPermits.Answer answer, long now, Calls calls) {
        if (answer.row() != null) {
            calls.errand(() -> shared.unused(answer.row()));
            return;
        }
        sharedFreeAt = now + answer.freeIn();
        if (answer.why() != null && answer.why().kind() == Kind.OTHER_ACCOUNT) {
            waiters.turnAway(each -> answer.why(), calls);
        } else if (answer.why() != null) {
            waiters.turnAwayFirst(answer.why(), calls);
        }
    }

    private void setAlarm(long now) {
        if (waiters.isEmpty()) {
            return;
        }
        long next = Math.min(waiters.first().deadline(), nextTurn(now));
        if (next < alarmAt) {
            alarmAt = next;
            alarm.in(Math.max(1, next - now), () -> wake(next));
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
        waiters.turnAway(each -> refusal(each, now), calls);
    }
}
