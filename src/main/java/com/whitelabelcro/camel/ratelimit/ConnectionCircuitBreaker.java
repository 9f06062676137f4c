package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.OpenState.Kind;

/**
 * Whether a connection may be used, by what the ends of its requests said.
 *
 * <ul>
 *   <li>A 429 pauses the connection for as long as the server says; work waits.
 *   <li>{@value #ROW} outages in a row, of more than one record, pause it for a second, then two, four, up to
 *       {@code wlcro.suspend}; work waits (circuit breaker).
 *   <li>A 401, or {@value #ROW} doubtful answers without a success between, suspend it for {@code wlcro.suspend}; work
 *       fails at once.
 * </ul>
 *
 * After each of these, one request at a time, the probe, finds out whether the connection is well again. Not
 * thread-safe: its {@link PermitQueue} holds a lock.
 */
public final class ConnectionCircuitBreaker {

    /** How many doubtful answers in a row are no accident. */
    static final int ROW = 5;

    private static final long FIRST_BACKOFF = 1_000_000_000L;
    private static final long NOBODY = -1;

    private final long suspend;
    private OpenState closing;
    private Permit probe;
    private long failedProbe = NOBODY;
    private FailureStreak outages = new FailureStreak();
    private FailureStreak doubts = new FailureStreak();

    /** @param suspend how long a connection is left alone, nanoseconds */
    public ConnectionCircuitBreaker(long suspend) {
        this.suspend = suspend;
    }

    /** Why it is closed; null if it is open. */
    OpenState closing() {
        return closing;
    }

    boolean isProbing() {
        return closing != null && probe != null;
    }

    /** Whether one may go through now; if it is closed, as the probe. */
    boolean lets(long now) {
        return closing == null || now >= closing.until() && probe == null;
    }

    /** Why there will be no turn for one with this deadline, as far as is known now; null if there may be. */
    Rejection refusal(long deadline, long now) {
        if (closing == null) {
            return null;
        } else if (closing.refuses() && (now < closing.until() || isProbing())) {
            return closing.why();
        }
        return deadline < closing.until() ? tooLate(closing.why().reason()) : null;
    }

    Rejection tooLate(String reason) {
        boolean limited = closing != null && closing.kind() == Kind.LIMITED;
        return new Rejection(limited ? Rejection.Kind.LIMITED : Rejection.Kind.TOO_LATE, reason);
    }

    /** This permit, made when {@link #lets} was true, goes out. */
    void sent(Permit permit) {
        if (closing != null) {
            probe = permit;
        }
    }

    /**
     * Whether this record found a closed connection still ill. Another one is to try next: the fault may be the
     * record's own, and it would keep the connection closed for all.
     */
    boolean failedProbe(long ticket) {
        return closing != null && failedProbe == ticket;
    }

    /** Learns from the end of a request. */
    void judge(Permit permit, CallResult report, long now) {
        OpenState probed = probed(permit);
        switch (report.kind()) {
            case DONE -> {
                doubts = new FailureStreak();
                outageIsOver();
            }
            case ANSWERED -> outageIsOver();
            case BROKEN -> {
                if (probed != null && probed.kind() != Kind.LIMITED) {
                    outage(probed, report.why(), now);
                }
            }
            case LIMITED -> {
                outages = new FailureStreak();
                close(Kind.LIMITED, now, report.pause(), report.why());
            }
            case REFUSED -> close(Kind.REFUSED, now, suspend, report.why());
            case DOUBTFUL -> {
                outages = new FailureStreak();
                doubts.add(permit.ticket());
                if (doubts.length() >= ROW || probed != null && probed.refuses()) {
                    close(Kind.REFUSED, now, suspend, report.why());
                }
            }
            case OUTAGE -> {
                outages.add(permit.ticket());
                outage(probed, report.why(), now);
            }
            case NONE -> closing = probed == null ? closing : probed;
        }
        failedProbe = probed != null && closing != null ? permit.ticket() : failedProbe;
    }

    /** An answer shows it, whoever got it. */
    private void outageIsOver() {
        outages = new FailureStreak();
        if (closing != null && closing.kind() == Kind.OUTAGE) {
            closing = null;
            probe = null;
        }
    }

    /** The closing that this permit's end decides about, now lifted; null if it decides about none. */
    private OpenState probed(Permit permit) {
        if (permit != probe) {
            return null;
        }
        probe = null;
        // What has closed the connection since the probe left is not what the probe found out about.
        if (closing != permit.probes()) {
            return null;
        }
        closing = null;
        return permit.probes();
    }

    private void outage(OpenState probed, Rejection why, long now) {
        if (probed != null && probed.refuses()) {
            close(Kind.REFUSED, now, suspend, probed.why());
        } else if (probed != null && probed.kind() == Kind.OUTAGE) {
            close(Kind.OUTAGE, now, Math.min(suspend, probed.pause() * 2), why);
        } else if (probed != null || closing == null && outages.length() >= ROW && outages.records() > 1) {
            close(Kind.OUTAGE, now, Math.min(suspend, FIRST_BACKOFF), why);
        }
    }

    /** Closes for so long; what closes more strictly, or longer, stays. */
    private void close(Kind kind, long now, long pause, Rejection why) {
        if (closing != null && (closing.kind().compareTo(kind) > 0
                || closing.kind() == kind && closing.until() > now + pause)) {
            return;
        }
        closing = new OpenState(kind, now + pause, pause, why);
    }
}
