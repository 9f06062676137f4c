package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.Optional;

/** Whether and why an import was stopped, and how long it still waits for the records in flight. Thread-safe. */
final class StopSignal {

    /** A short time, because without the ledger the outcome of records in flight cannot be stored. */
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

    /** How long the import still waits for the records in flight, nanoseconds; not positive once the time is over. */
    synchronized long nanosLeft() {
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
    }
}
