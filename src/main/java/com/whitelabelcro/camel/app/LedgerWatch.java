package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks every second whether the ledger can go on remembering. It cannot if it is gone or damaged, or if nothing could be
 * written for a minute for a reason of this program's own, such as a lack of memory. What was only a full disk or a
 * server that is away may come back, and is waited for.
 */
public final class LedgerWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int LOOKS = 60;

    private final Supplier<Optional<LedgerException>> trouble;
    private final Consumer<LedgerException> onLost;
    private final Ticker.Ticking ticking;
    private int failures;
    private volatile String lost;

    /**
     * @param trouble why the ledger cannot be written at present
     * @param onLost called once with the reason, when it is lost
     */
    LedgerWatch(Supplier<Optional<LedgerException>> trouble, Consumer<LedgerException> onLost, Ticker ticker) {
        this.trouble = trouble;
        this.onLost = onLost;
        this.ticking = ticker.every(EVERY, this::look);
    }

    private void look() {
        Optional<LedgerException> why = trouble.get();
        boolean ours = why.filter(each -> each.reason() == Reason.REFUSED).isPresent();
        failures = ours ? failures + 1 : 0;
        if (lost == null && (failures >= LOOKS || why.filter(each -> each.reason() == Reason.DAMAGED).isPresent())) {
            lost = why.orElseThrow().getMessage();
            onLost.accept(why.orElseThrow());
        }
    }

    /** Why the ledger is lost; nothing if it is not. */
    Optional<String> lost() {
        return Optional.ofNullable(lost);
    }

    @Override
    public void close() {
        ticking.close();
    }
}
