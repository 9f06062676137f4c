package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;

/**
 * {@code GET /records/{entry}}: the state of a record, for the caller that sent it. For any other caller, and for an invalid
 * entry id, there is no such record.
 */
public final class GatewayStatusProcessor extends SafeAsyncProcessor {

    private final RecordFinder finder;

    public GatewayStatusProcessor(RecordFinder finder) {
        this.finder = finder;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        GatewayRequest request = GatewayRequest.of(exchange);
        EntryId entry = request.parameter("entry").flatMap(EntryId::parse).orElseThrow(GatewayStatusProcessor::notFound);
        Duration wait = request.preferredWait();
        return finder.await(List.of(entry), request.caller(), wait).thenCompose(waited -> finder.find(entry, request.caller()))
                .thenAccept(record -> {
                    exchange.getMessage().removeHeaders("*");
                    JsonAnswer.write(exchange.getMessage(),
                            GatewayAnswer.of(record.orElseThrow(GatewayStatusProcessor::notFound)));
                    exchange.getMessage().setHeader("Cache-Control", "no-store");
                });
    }

    private static HttpRefusal notFound() {
        return HttpRefusal.of(404, "NotFound", "There is no such record of this caller");
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        Throwable cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return cause instanceof LedgerException || cause instanceof TimeoutException
                ? HttpRefusal.later(503, "Unavailable", cause instanceof TimeoutException ? "The ledger does not answer" : cause.getMessage(),
                        Duration.ofSeconds(60))
                : exceptionOf(cause);
    }
}
