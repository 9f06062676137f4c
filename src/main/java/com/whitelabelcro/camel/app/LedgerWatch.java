package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Checks every second whether the ledger is still usable. It is lost if it is gone or damaged, or if for a minute
 * nothing could be written because of a problem of this process, such as a lack of memory. A full disk or an
 * unreachable database server may recover, so these do not count.
 */
public final class LedgerWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MAX_FAILURES = 60;

    private final Supplier<Optional<LedgerException>> failure;
    private final Consumer<LedgerException> onLost;
    private final Ticker.Ticking ticking;
    private int failures;
    private volatile String lost;

    /**
     * @param failure why the ledger cannot be written at present; empty if it can
     * @param onLost called once, with the reason, when the ledger is lost
     * @param ticker runs the check
     */
    LedgerWatch(Supplier<Optional<LedgerException>> failure, Consumer<LedgerException> onLost, Ticker ticker) {
        this.failure = failure;
        this.onLost = onLost;
        this.ticking = ticker.every(EVERY, this::check);
    }

    private void check() {
        Optional<LedgerException> why = failure.get();
        boolean ours = why.filter(each -> each.reason() == Reason.REFUSED).isPresent();
        failures = ours ? failures + 1 : 0;
        if (lost == null && (failures >= MAX_FAILURES || why.filter(each -> each.reason() == Reason.DAMAGED).isPresent())) {
            lost = why.orElseThrow().getMessage();
            onLost.accept(why.orElseThrow());
        }
    }

    /** Why the ledger is lost; empty if it is not. */
    Optional<String> lost() {
        return Optional.ofNullable(lost);
    }

    @Override
    public void close() {
        ticking.close();
    }
}
