package com.whitelabelcro.camel.once;

import com.whitelabelcro.camel.error.Unavailable;
import java.util.function.ToIntFunction;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** The last look before a request leaves: whether this process still holds the record. */
public final class Claim extends AsyncProcessorSupport {

    private final Ledger ledger;
    private final ToIntFunction<Exchange> requests;

    /** @param requests how many requests were made for a record so far */
    public Claim(Ledger ledger, ToIntFunction<Exchange> requests) {
        this.ledger = ledger;
        this.requests = requests;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Once once = Once.of(exchange);
        int before = requests.applyAsInt(exchange);
        var claimed = ledger.sending(once.entry(), before + 1).toCompletableFuture();
        boolean now = claimed.isDone();
        claimed.whenComplete((holds, problem) -> {
            if (problem != null) {
                exchange.setException(Recall.told("not sent", problem, Recall.details(once.submission(), before)));
            } else if (!holds) {
                exchange.setException(new Unavailable("not sent: this process stood still for so long that another has"
                        + " taken over", Recall.details(once.submission(), before)));
            }
            if (!now) {
                callback.done(false);
            }
        });
        if (now) {
            callback.done(true);
        }
        return now;
    }
}
