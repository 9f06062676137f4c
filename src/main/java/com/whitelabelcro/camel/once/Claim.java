package com.whitelabelcro.camel.once;

import com.whitelabelcro.camel.error.SafeAsyncProcessor;
import com.whitelabelcro.camel.error.Unavailable;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.apache.camel.Exchange;

/** The last look before a request leaves: whether this process still holds the record. */
public final class Claim extends SafeAsyncProcessor {

    private final Ledger ledger;
    private final ToIntFunction<Exchange> requests;

    /** @param requests how many requests were made for a record so far */
    public Claim(Ledger ledger, ToIntFunction<Exchange> requests) {
        this.ledger = ledger;
        this.requests = requests;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        Once once = Once.of(exchange);
        int before = requests.applyAsInt(exchange);
        if (isOver(exchange)) {
            throw new Unavailable("not sent: its caller was told so before", Recall.details(once.submission(), before));
        }
        return ledger.sending(once.entry(), before + 1).thenAccept(holds -> {
            if (!holds) {
                throw new Unavailable("not sent: this process stood still for so long that another has taken over",
                        Recall.details(once.submission(), before));
            }
        });
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return Recall.told("not sent", problem, Recall.details(Once.of(exchange).submission(), requests.applyAsInt(exchange)));
    }
}
