package com.whitelabelcro.camel.once;

import com.whitelabelcro.camel.error.Unavailable;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** The last look before a request leaves: whether this process still holds the record. */
public final class Claim extends AsyncProcessorSupport {

    private final Ledger ledger;

    public Claim(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Once once = Once.of(exchange);
        var claimed = ledger.sending(once.entry()).toCompletableFuture();
        boolean now = claimed.isDone();
        claimed.whenComplete((holds, problem) -> {
            if (problem != null) {
                exchange.setException(Recall.told("not sent", problem, Recall.details(once.submission())));
            } else if (!holds) {
                exchange.setException(new Unavailable("not sent: this process stood still for so long that another has"
                        + " taken over", Recall.details(once.submission())));
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
