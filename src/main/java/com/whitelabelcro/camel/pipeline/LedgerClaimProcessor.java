package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.Ledger;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.apache.camel.Exchange;

/** The last look before a request leaves: whether this process still holds the record. */
public final class LedgerClaimProcessor extends SafeAsyncProcessor {

    private final Ledger ledger;
    private final ToIntFunction<Exchange> requests;

    /** @param requests how many requests were made for a record so far */
    public LedgerClaimProcessor(Ledger ledger, ToIntFunction<Exchange> requests) {
        this.ledger = ledger;
        this.requests = requests;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        LedgerContext once = LedgerContext.of(exchange);
        int before = requests.applyAsInt(exchange);
        if (isOver(exchange)) {
            throw new Unavailable("not sent: its caller was told so before", LedgerBeginProcessor.details(once.submission(), before));
        }
        return ledger.sending(once.entry(), before + 1).thenAccept(holds -> {
            if (!holds) {
                throw new Unavailable("not sent: this process stood still for so long that another has taken over",
                        LedgerBeginProcessor.details(once.submission(), before));
            }
        });
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return LedgerBeginProcessor.told("not sent", problem, LedgerBeginProcessor.details(LedgerContext.of(exchange).submission(), requests.applyAsInt(exchange)));
    }
}
