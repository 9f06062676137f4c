package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.PermitRows;
import com.whitelabelcro.camel.once.PermitRows.NoneFor;
import com.whitelabelcro.camel.once.PermitRows.Row;
import com.whitelabelcro.camel.once.PermitRows.Taken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One connection's permits as rows of the ledger, which outlive the process, and which all processes with the same key
 * share. Each is free again one period after the answer; if its process dies, after the response timeout and a period.
 */
final class SharedPermits {

    /** Rows count in milliseconds: what is cut off must not make the period shorter. */
    private static final Duration CUT_OFF = Duration.ofMillis(1);
    private static final long AGAIN = Duration.ofSeconds(1).toNanos();

    private final PermitRows rows;
    private final Supplier<String> account;
    private final int limit;
    private final Duration period;
    private final Duration hold;

    /**
     * What came of asking for one.
     *
     * @param row the permit; null if none is to be had
     * @param freeIn when it makes sense to ask again, nanoseconds
     * @param why if the ledger cannot say, what one who waits is told; else null
     */
    record Answer(Row row, long freeIn, TurnedAway why) {}

    /**
     * @param account whose permits
     * @param timeout how long an answer may take
     */
    SharedPermits(PermitRows rows, Supplier<String> account, int limit, Duration period, Duration timeout) {
        this.rows = rows;
        this.account = account;
        this.limit = limit;
        this.period = period.plus(CUT_OFF);
        this.hold = timeout.plus(this.period);
    }

    /** Asks for one; the answer comes on a worker's thread. */
    void take(Consumer<Answer> told) {
        take().whenComplete((taken, problem) -> told.accept(
                problem != null ? new Answer(null, AGAIN, failed(problem))
                        : taken instanceof Row row ? new Answer(row, 0, null)
                        : new Answer(null, ((NoneFor) taken).in().toNanos(), null)));
    }

    private CompletionStage<Taken> take() {
        try {
            return rows.take(account.get(), limit, hold);
        } catch (RuntimeException | Error e) {
            // Whoever keeps the key cannot give it. Let through, it would leave one asked for that never comes.
            return CompletableFuture.failedStage(e);
        }
    }

    private static TurnedAway failed(Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        String reason = cause instanceof LedgerException told ? told.getMessage() : cause.getClass().getSimpleName();
        return new TurnedAway(TurnedAway.Kind.NO_LEDGER, reason);
    }

    /** An answer has arrived, or none will. */
    void coolDown(Row row) {
        rows.giveBack(row, period);
    }

    /** For whoever looks: the connection is closed for so long, or open again. */
    void closed(Closing closing, long now) {
        Duration time = closing == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, closing.until() - now));
        try {
            rows.pause(account.get(), time, closing != null && closing.refuses(),
                    closing == null ? "" : closing.why().reason());
        } catch (RuntimeException e) {
            // Whoever keeps the key cannot give it; nobody waits for this.
            return;
        }
    }

    /** It was not used. */
    void unused(Row row) {
        rows.giveBack(row, Duration.ZERO);
    }
}
