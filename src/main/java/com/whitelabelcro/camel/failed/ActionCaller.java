package com.whitelabelcro.camel.failed;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** Sends a failed record to the endpoint of its action asynchronously; no thread waits for the result. Thread-safe. */
public final class ActionCaller implements RedriveService.Sender {

    private final EndpointCaller calls;

    public ActionCaller(EndpointCaller calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Optional<Exception>> send(Action action, FailedRecord record, Optional<String> key) {
        return calls.call("direct:wlcro-" + action.name(), exchange -> {
            exchange.setProperty(RecordProperties.REDRIVEN_ENTRY, record.id());
            exchange.getMessage().setHeader(WlcroHeaders.CONNECTION, record.connection());
            key.ifPresent(identity -> exchange.getMessage().setHeader(WlcroHeaders.IDEMPOTENCY_KEY, identity));
            exchange.getMessage().setBody(record.body().orElseThrow());
        }).thenApply(exchange -> failure(exchange, record));
    }

    /**
     * A record that was applied but whose outcome could not be stored is still in the list of failed records, so it
     * must not be reported as done.
     */
    private static Optional<Exception> failure(Exchange exchange, FailedRecord record) {
        String notNoted = exchange.getProperty(RecordProperties.OUTCOME_NOT_STORED, String.class);
        return exchange.getException() != null || notNoted == null
                ? Optional.ofNullable(exchange.getException())
                : Optional.of(new OutcomeUnknown("it was sent and applied, but that could not be stored: " + notNoted,
                        new Details(record.action(), record.connection(), 0, "", List.of(), 1, 1, "")));
    }
}
