package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.http.HttpCall;
import com.whitelabelcro.camel.http.TaggedEntity;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerFailures;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/**
 * Step 8: marks the entry as possibly sent (write-ahead), then prepares the HTTP request, which camel-http sends. The ledger also
 * answers whether this process still holds the lease of the record: after a pause longer than the lease another process may have
 * taken over, and the record must not be sent here.
 *
 * <p>The request message starts without headers, so that only this class determines where the request goes: headers
 * such as {@code CamelHttpUri} redirect camel-http (CVE-2026-78164, CVE-2025-27636).
 */
final class HttpRequestProcessor extends SafeAsyncProcessor {

    private final Ledger ledger;
    private final AccountResolver accounts;
    private final LongSupplier clock;

    /** @param clock monotonic clock, in nanoseconds */
    HttpRequestProcessor(Ledger ledger, AccountResolver accounts, LongSupplier clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        if (isOver(exchange)) {
            throw new Unavailable("not sent: its caller has already received a failure", context.details());
        }
        return ledger.sending(context.lease(), context.requests() + 1).thenAccept(held -> {
            if (!held) {
                throw new Unavailable("not sent: this process was paused for so long that another has taken over",
                        context.details());
            }
            address(exchange.getMessage(), context);
        });
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return LedgerFailures.toException("not sent", problem, WriteContext.of(exchange).details());
    }

    /**
     * Prepares the request. It may carry only the API key that its permit belongs to. If the connection has another key by now,
     * the request would count towards a limit for which it has no permit, and might write to another company.
     */
    private void address(Message message, WriteContext context) {
        WriteRequest request = context.request();
        HttpCall call = new HttpCall(request.connection(),
                key -> context.permit().isOf(accounts.keyId(request.connection(), key)));
        TaggedEntity entity = new TaggedEntity(message.getBody(byte[].class), call);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, request.connection().baseUrl() + request.path());
        // Camel would convert a String by searching all its type converters, which accounted for half the cost of a
        // call.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.action().method()));
        message.setBody(entity);
        call.start(clock.getAsLong());
        context.send(call);
    }
}
