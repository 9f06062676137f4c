package com.whitelabelcro.camel.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Adds the headers about the quota to answers: {@code X-RateLimit-*} and {@code Retry-After} (contract section 3). */
final class RateHeaders {

    private final ServerTime time;

    RateHeaders(ServerTime time) {
        this.time = time;
    }

    /** Adds the five headers, where this sandbox sends them. */
    void describe(RequestAdmission.Arrival arrival, SandboxAnswer answer) {
        RateLimitWindow rate = arrival.config().rateLimit();
        Window.Turn turn = arrival.turn();
        boolean told = switch (rate.headers()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case OK_ONLY -> answer.status() < 300;
            case ONLY_429 -> answer.status() == 429;
        };
        if (turn == null || !told) {
            return;
        }
        Map<String, String> headers = answer.headers();
        headers.put("X-RateLimit-Limit", Integer.toString(rate.limit()));
        headers.put("X-RateLimit-Remaining", Integer.toString(turn.remaining()));
        headers.put("X-RateLimit-Reset", Long.toString(time.wholeSecond(turn.reset())));
        headers.put("X-RateLimit-Window", rate.windowName());
        headers.put("X-RateLimit-Policy", "write:" + rate.limit() + "/" + rate.windowName());
    }

    /** Adds to a 429 the time at which the next request will be accepted. */
    void retryAfterReset(RequestAdmission.Arrival arrival, SandboxAnswer answer) {
        RateLimitWindow.RetryAfterFormat form = arrival.config().rateLimit().retryAfter();
        if (form != RateLimitWindow.RetryAfterFormat.NONE) {
            retryAfter(form, arrival.turn().reset() - arrival.time(), arrival.turn().reset(), answer);
        }
    }

    /** Adds {@code Retry-After} to a 503, if this sandbox is configured to do so. */
    void retryAfterOutage(RequestAdmission.Arrival arrival, SandboxAnswer answer) {
        Duration wait = arrival.config().faults().retryAfterOn503();
        if (!wait.isZero()) {
            retryAfter(arrival.config().rateLimit().retryAfter(), wait.toNanos(), time.now() + wait.toNanos(), answer);
        }
    }

    private void retryAfter(RateLimitWindow.RetryAfterFormat form, long wait, long end, SandboxAnswer answer) {
        long second = TimeUnit.SECONDS.toNanos(1);
        answer.headers().put("Retry-After", form == RateLimitWindow.RetryAfterFormat.DATE
                ? time.httpDate(time.wholeSecond(end))
                : Long.toString(Math.floorDiv(wait + second - 1, second)));
    }
}
