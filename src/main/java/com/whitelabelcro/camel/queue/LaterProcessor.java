package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.HttpCallers;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerFailures;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * {@code direct:wlcro-later}: stores the body and the kept headers, so that the route that {@code WlcroThen} names is called
 * with them later. Its caller continues when they are on disk.
 */
public final class LaterProcessor extends SafeAsyncProcessor {

    private static final String LATER = "later";

    private final Ledger ledger;
    private final Executor workers;

    /** @param workers continue with exchanges whose input is stored */
    public LaterProcessor(Ledger ledger, Executor workers) {
        this.ledger = ledger;
        this.workers = workers;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String route = message.getHeader(WlcroHeaders.THEN, "", String.class).strip();
        if (ThenRoutes.find(exchange.getContext(), route).isEmpty()) {
            throw new InvalidRequest("the header " + WlcroHeaders.THEN + " must be the id of a route of this context that begins with"
                    + " direct: and has the group wlcro-then" + Suggestions.hint(route, ThenRoutes.ids(exchange.getContext())), details());
        }
        String key = message.getHeader(WlcroHeaders.IDEMPOTENCY_KEY, "", String.class);
        Optional<Sha256> identity = key.isEmpty() ? Optional.empty() : Optional.of(Sha256.of(QueueLine.THEN + route, "key", key));
        LedgerRequest request = LedgerRequest.ofScenario(QueueLine.THEN + route, identity, ScenarioInput.write(message))
                .impatient(HttpCallers.waitsFor(exchange));
        return ledger.queue().accept(List.of(QueuedRecord.of(request))).thenAcceptAsync(accepted -> answer(message, accepted), workers);
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return LedgerFailures.toException("not accepted", problem, details());
    }

    private static void answer(Message message, Accepted accepted) {
        BeginResult result = accepted.only(details());
        if (result instanceof BeginResult.Refusal refusal) {
            throw refusal.toException(details());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        message.removeHeader(WlcroHeaders.DUPLICATE);
        if (result instanceof BeginResult.Queued queued) {
            entry(message, body, queued.id(), queued.repeated());
            body.put("queued", queued.length());
        } else if (result instanceof BeginResult.Duplicate duplicate) {
            entry(message, body, duplicate.id(), true);
            body.put("queued", 0L);
        }
        message.setBody(body);
    }

    private static void entry(Message message, Map<String, Object> body, EntryId entry, boolean repeated) {
        body.put("entry", entry.toString());
        message.setHeader(WlcroHeaders.ENTRY, entry.toString());
        if (repeated) {
            message.setHeader(WlcroHeaders.DUPLICATE, true);
        }
    }

    private static Details details() {
        return Details.local(LATER, QueueLine.SCENARIOS.connection(), List.of());
    }
}
