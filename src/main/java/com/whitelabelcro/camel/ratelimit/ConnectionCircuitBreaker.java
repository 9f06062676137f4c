package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.OpenState.OpenedBy;

/**
 * The circuit breaker of one connection. CLOSED lets requests through, OPEN lets none through for a while, and HALF_OPEN lets one
 * through, the probe, to find out if the connection has recovered.
 *
 * <ul>
 *   <li>A 429 opens the circuit for as long as the server says; records wait.
 *   <li>{@value #FAILURES_TO_OPEN} outages in a row, of more than one record, open it for a second, then two, four, up to
 *       {@code wlcro.suspend}; records wait.
 *   <li>A 401, or {@value #FAILURES_TO_OPEN} suspect answers without a success between open it for {@code wlcro.suspend}; records
 *       fail at once.
 *   <li>A 429 or a 401 says nothing about another key: if the key is replaced, one request tries the new one at once.
 * </ul>
 *
 * <p>Not thread-safe: its {@link PermitQueue} holds a lock.
 */
final class ConnectionCircuitBreaker {

    /** How many failures in a row open the circuit. */
    static final int FAILURES_TO_OPEN = 5;

    private static final long FIRST_BACKOFF = 1_000_000_000L;
    private static final long NOBODY = -1;

    private static final Rejection NEW_KEY = new Rejection(Rejection.Obstacle.UNAVAILABLE, "the new API key is being tried");

    private final long suspend;
    private OpenState open;
    private Permit probe;
    private long failedProbe = NOBODY;
    private FailureStreak outages = new FailureStreak();
    private FailureStreak suspects = new FailureStreak();

    /** @param suspend the longest time for which the circuit stays open, nanoseconds */
    public ConnectionCircuitBreaker(long suspend) {
        this.suspend = suspend;
    }

    /** Why and until when the circuit is open; null if it is CLOSED. */
    OpenState openState() {
        return open;
    }

    /** The state by its public name. */
    State state() {
        if (open == null) {
            return State.CLOSED;
        } else if (probe != null) {
            return State.HALF_OPEN;
        }
        return switch (open.kind()) {
            case NEW_KEY -> State.HALF_OPEN;
            case OUTAGE -> State.OPEN;
            case LIMITED -> State.LIMITED;
            case REFUSED -> State.SUSPENDED;
        };
    }

    boolean isHalfOpen() {
        return open != null && probe != null;
    }

    /** Whether a request may go through now; if the circuit is open, as the probe. */
    boolean allows(long now) {
        return open == null || now >= open.until() && probe == null;
    }

    /** Why a record with this deadline will get no permit, as far as is known now; null if it may get one. */
    Rejection rejection(long deadline, long now) {
        if (open == null) {
            return null;
        } else if (open.rejects() && (now < open.until() || isHalfOpen())) {
            return open.why();
        }
        return deadline < open.until() ? tooLate(open.why().reason()) : null;
    }

    Rejection tooLate(String reason) {
        boolean limited = open != null && open.kind() == OpenedBy.LIMITED;
        return new Rejection(limited ? Rejection.Obstacle.LIMITED : Rejection.Obstacle.TOO_LATE, reason);
    }

    /** The request with this permit is about to be sent; {@link #allows} was true. */
    void sent(Permit permit) {
        if (open != null) {
            probe = permit;
        }
    }

    /**
     * Whether this record sent the last failed probe. Another record sends the next one: the fault may be the record's own, and it
     * would keep the circuit open for all.
     */
    boolean failedProbe(long sequence) {
        return open != null && failedProbe == sequence;
    }

    /**
     * Sets the current key of the connection. If the circuit is open because of another one, the next request may try this one.
     *
     * @return whether that changed anything
     */
    boolean hasKey(KeyId key, long now) {
        if (open == null || !open.isOfKey() || open.key().equals(key)) {
            return false;
        }
        open = new OpenState(OpenedBy.NEW_KEY, now, FIRST_BACKOFF, NEW_KEY, key);
        probe = null;
        suspects = new FailureStreak();
        return true;
    }

    /** Records how a request ended. */
    void record(Permit permit, CallResult report, long now) {
        OpenState probed = probed(permit);
        switch (report.kind()) {
            case DONE -> {
                suspects = new FailureStreak();
                outageIsOver();
            }
            case ANSWERED -> outageIsOver();
            case SERVER_ERROR -> {
                if (probed != null && probed.kind() != OpenedBy.LIMITED) {
                    outage(permit, probed, report.why(), now);
                }
            }
            case LIMITED -> {
                outages = new FailureStreak();
                open(OpenedBy.LIMITED, permit, now, report.pause(), report.why());
            }
            case REFUSED -> open(OpenedBy.REFUSED, permit, now, suspend, report.why());
            case SUSPECT -> {
                outages = new FailureStreak();
                suspects.add(permit.sequence());
                if (suspects.length() >= FAILURES_TO_OPEN || probed != null && probed.rejects()) {
                    open(OpenedBy.REFUSED, permit, now, suspend, report.why());
                }
            }
            case OUTAGE -> {
                outages.add(permit.sequence());
                outage(permit, probed, report.why(), now);
            }
            case NONE -> open = probed == null ? open : probed;
        }
        failedProbe = probed != null && open != null ? permit.sequence() : failedProbe;
    }

    /** Any answer shows that the outage is over, no matter which record got it. */
    private void outageIsOver() {
        outages = new FailureStreak();
        if (open != null && open.kind() == OpenedBy.OUTAGE) {
            open = null;
            probe = null;
        }
    }

    /** The open state that this permit's request was the probe of, now ended; null if it was no valid probe. */
    private OpenState probed(Permit permit) {
        if (permit != probe) {
            return null;
        }
        probe = null;
        // The circuit was opened for another reason since the probe was sent.
        if (open != permit.probes()) {
            return null;
        }
        open = null;
        return permit.probes();
    }

    private void outage(Permit permit, OpenState probed, Rejection why, long now) {
        if (probed != null && probed.rejects()) {
            open(OpenedBy.REFUSED, permit, now, suspend, probed.why());
        } else if (probed != null && probed.kind() == OpenedBy.OUTAGE) {
            open(OpenedBy.OUTAGE, permit, now, Math.min(suspend, probed.pause() * 2), why);
        } else if (probed != null || open == null && outages.length() >= FAILURES_TO_OPEN && outages.records() > 1) {
            open(OpenedBy.OUTAGE, permit, now, Math.min(suspend, FIRST_BACKOFF), why);
        }
    }

    /** Opens the circuit. An open state that is stricter or lasts longer is kept. */
    private void open(OpenedBy kind, Permit permit, long now, long pause, Rejection why) {
        if (open != null && (open.kind().compareTo(kind) > 0
                || open.kind() == kind && open.until() > now + pause)) {
            return;
        }
        open = new OpenState(kind, now + pause, pause, why, permit.row().key());
    }

    /** Counts failures in a row, and how many records had them: one poisoned record alone must not open the circuit. */
    private static final class FailureStreak {

        private int length;
        private int records;
        private long last = -1;

        void add(long sequence) {
            length++;
            if (sequence != last) {
                records++;
            }
            last = sequence;
        }

        int length() {
            return length;
        }

        int records() {
            return records;
        }
    }
}
