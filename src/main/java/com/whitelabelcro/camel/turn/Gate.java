package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.turn.TurnedAway.Kind;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Where the records of one connection wait for their turn: first come, first served, each holding no thread. It knows
 * the {@link Permits}, and whether the connection is open, paused or suspended.
 *
 * <ul>
 *   <li>A 429 pauses the connection for as long as the server says; work waits.
 *   <li>{@value #ROW} outages in a row, of more than one record, pause it for a second, then two, four, up to
 *       {@code wlcro.suspend}; work waits (circuit breaker).
 *   <li>A 401, or {@value #ROW} 403s in a row, suspend it for {@code wlcro.suspend}; work fails at once.
 * </ul>
 *
 * After each of these, one request at a time finds out whether the connection is well again.
 */
final class Gate {

    /** How many doubtful answers in a row are no accident. */
    static final int ROW = 5;

    private static final long FIRST_BACKOFF = 1_000_000_000L;

    private final Permits permits;
    private final long suspend;
    private final LongSupplier clock;
    private final Alarm alarm;
    private final Executor workers;
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::ticket));

    private Closing closing;
    private boolean probing;
    private boolean stopped;
    private Row outages = new Row();
    private Row doubts = new Row();
    private long alarmAt = Long.MAX_VALUE;

    /** Wakes somebody up later. */
    interface Alarm {
        void in(long nanos, Runnable wake);
    }

    Gate(Permits permits, long suspend, LongSupplier clock, Alarm alarm, Executor workers) {
        this.permits = permits;
        this.suspend = suspend;
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
            long now = clock.getAsLong();
            TurnedAway why = refusal(waiter, now);
            if (why != null) {
                calls.turnAway(waiter, why);
            } else {
                waiters.add(waiter);
                grant(now, calls);
            }
        }
        Permit own = calls.take(waiter);
        calls.make(workers);
        return own;
    }

    /** Takes back a permit, and learns. */
    void report(Permit permit, Report report) {
        Calls calls = new Calls();
        synchronized (this) {
            long now = clock.getAsLong();
            permits.answered(report.at());
            report.rate().ifPresent(rate -> learn(permit, rate, now));
            if (permit.isProbe()) {
                probing = false;
            }
            judge(permit, report, now);
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
            TurnedAway why = new TurnedAway(Kind.STOPPING, "the routes are being stopped");
            waiters.forEach(each -> calls.turnAway(each, why));
            waiters.clear();
        }
        calls.make(workers);
    }

    synchronized GateState state() {
        long now = clock.getAsLong();
        long closedFor = closing == null ? 0 : Math.max(0, closing.until() - now);
        String why = closing == null ? "" : closing.why().reason();
        return new GateState(permits.used(now), permits.limit(), permits.inFlight(), waiters.size(), closedFor, why);
    }

    private TurnedAway refusal(Waiter waiter, long now) {
        if (stopped) {
            return new TurnedAway(Kind.STOPPING, "the routes are being stopped");
        } else if (closing == null) {
            return null;
        } else if (closing.refuses() && (now < closing.until() || probing)) {
            return closing.why();
        }
        return waiter.deadline() < closing.until() ? new TurnedAway(Kind.TOO_LATE, closing.why().reason()) : null;
    }

    private void grant(long now, Calls calls) {
        while (!waiters.isEmpty()) {
            Waiter first = waiters.peek();
            if (first.deadline() <= now) {
                waiters.poll();
                calls.turnAway(first, new TurnedAway(Kind.TOO_LATE, "its turn did not come in time"));
            } else if (!isOpen(now) || !permits.take(now)) {
                break;
            } else {
                waiters.poll();
                probing = closing != null;
                boolean forAll = probing && !waiters.isEmpty();
                calls.grant(first, new Permit(this, first.ticket(), probing, forAll, permits.freed()));
            }
        }
        setAlarm(now);
    }

    private boolean isOpen(long now) {
        return closing == null || now >= closing.until() && !probing;
    }

    private void setAlarm(long now) {
        if (waiters.isEmpty() || closing != null && probing) {
            return;
        }
        long next = permits.nextFreeAt(now);
        if (closing != null) {
            next = Math.max(next, closing.until());
        }
        if (next != Permits.AFTER_AN_ANSWER && next < alarmAt) {
            alarmAt = next;
            alarm.in(Math.max(1, next - now), this::wake);
        }
    }

    private void wake() {
        Calls calls = new Calls();
        synchronized (this) {
            alarmAt = Long.MAX_VALUE;
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

    private void judge(Permit permit, Report report, long now) {
        Closing probed = permit.isProbe() ? closing : null;
        if (probed != null) {
            closing = null;
        }
        switch (report.kind()) {
            case ANSWERED -> {
                outages = new Row();
                doubts = new Row();
                if (closing != null && closing.kind() == Closing.Kind.OUTAGE) {
                    closing = null;
                }
            }
            case LIMITED -> {
                outages = new Row();
                close(Closing.Kind.LIMITED, now, report.pause(), Kind.UNAVAILABLE, report.reason());
            }
            case REFUSED -> close(Closing.Kind.REFUSED, now, suspend, Kind.KEY_REFUSED, report.reason());
            case DISTRUSTED -> close(Closing.Kind.REFUSED, now, suspend, Kind.UNAVAILABLE, report.reason());
            case DOUBTFUL -> {
                outages = new Row();
                doubts.add(permit.ticket());
                if (doubts.length() >= ROW || probed != null && probed.refuses()) {
                    close(Closing.Kind.REFUSED, now, suspend, Kind.FORBIDDEN, report.reason());
                }
            }
            case OUTAGE -> {
                outages.add(permit.ticket());
                if (probed != null && probed.refuses()) {
                    close(Closing.Kind.REFUSED, now, suspend, probed.why().kind(), probed.why().reason());
                } else if (probed != null || closing == null && outages.length() >= ROW && outages.records() > 1) {
                    long pause = probed == null ? FIRST_BACKOFF : Math.max(FIRST_BACKOFF, probed.pause() * 2);
                    close(Closing.Kind.OUTAGE, now, Math.min(suspend, pause), Kind.UNAVAILABLE, report.reason());
                }
            }
            case NONE -> closing = probed == null ? closing : probed;
        }
    }

    /** Closes for so long; what closes more strictly, or longer, stays. */
    private void close(Closing.Kind kind, long now, long pause, Kind error, String reason) {
        if (closing != null && (closing.kind().compareTo(kind) > 0
                || closing.kind() == kind && closing.until() > now + pause)) {
            return;
        }
        closing = new Closing(kind, now + pause, pause, new TurnedAway(error, reason));
    }

    /** Those who wait in vain are told now, and not when their time is over. */
    private void turnAway(long now, Calls calls) {
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
