package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.Optional;

/** Whether an import has been stopped, why, and how long those in flight have to end. */
final class StopSignal {

    /** How those in flight end cannot be noted; it is not waited for long. */
    private static final Duration WITHOUT_LEDGER = Duration.ofSeconds(10);

    private StopReason why;
    private long deadline = Long.MAX_VALUE;

    synchronized void stop(StopReason reason) {
        why = why == null ? reason : why.or(reason);
        if (reason.isTheLedgers()) {
            endWithin(WITHOUT_LEDGER);
        }
    }

    synchronized void endWithin(Duration atMost) {
        deadline = Math.min(deadline, System.nanoTime() + atMost.toNanos());
    }

    synchronized Optional<StopReason> why() {
        return Optional.ofNullable(why);
    }

    synchronized boolean isStopped() {
        return why != null;
    }

    synchronized boolean isLedgerLost() {
        return why != null && why.cause() == StopReason.Cause.LEDGER_LOST;
    }

    /** How long is still waited for those in flight. */
    synchronized long nanosLeft() {
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
    }
}
