package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.action.ActionRoute;
import com.whitelabelcro.camel.caller.DeliveryHeaders;
import com.whitelabelcro.camel.caller.HttpCallers;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.caller.ScenarioSteps;
import com.whitelabelcro.camel.caller.UnknownOutcomes;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.OwnerFailure;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.ratelimit.MemoryLimit;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/**
 * Step 2: checks the caller's input and puts it into a {@link WriteContext}. After this step the copy of the exchange has none of
 * the caller's headers, properties and variables.
 */
final class PrepareProcessor extends SafeAsyncProcessor {

    private final AccountResolver accounts;
    private final RequestFactory requests;
    private final DeliveryHeaders delivery;
    private final long retryFor;
    private final ActionRegistry actions;
    private final AtomicLong sequence = new AtomicLong();
    private final MemoryLimit memory;

    /** @param heap the maximum size of the heap in bytes, which limits how many records may wait */
    PrepareProcessor(Settings settings, AccountResolver accounts, ActionRegistry actions, long heap) {
        this.memory = new MemoryLimit(heap, () -> settings.connections().size());
        this.accounts = accounts;
        this.actions = actions;
        this.requests = new RequestFactory(settings);
        this.delivery = new DeliveryHeaders(settings.replyTargets().keySet());
        this.retryFor = settings.retry().deadline().toNanos();
    }

    /**
     * Completes once the account of the record is known. That is immediately, unless the connection's API key has
     * changed.
     */
    @Override
    protected CompletionStage<?> step(Exchange exchange) throws Exception {
        Action action = action(exchange);
        Message message = exchange.getMessage();
        // The header may be left over from an earlier record of the same scenario.
        message.removeHeader(WlcroHeaders.ENTRY);
        String connection = message.getHeader(WlcroHeaders.CONNECTION, String.class);
        Object id = action.pathParameter().map(message::getHeader).orElse(null);
        WriteRequest request = requests.prepare(action, body(message), connection, id);
        return accounts.of(request.connection()).handle((owner, problem) -> {
            if (problem != null) {
                throw new Unavailable("not sent: " + OwnerFailure.of(problem).reason(),
                        Details.local(action.name(), request.connection().name(), List.of()));
            }
            admit(exchange, request, owner.account());
            return null;
        });
    }

    /** Camel's own method compiles a regular expression for each property, which took one twentieth of a record's CPU time. */
    private static void removePropertiesBut(Exchange exchange, String... kept) {
        Map<String, Object> values = new HashMap<>();
        for (String name : kept) {
            values.put(name, exchange.getProperty(name));
        }
        exchange.removeProperties("*");
        values.forEach((name, value) -> {
            if (value != null) {
                exchange.setProperty(name, value);
            }
        });
    }

    private void admit(Exchange exchange, WriteRequest request, AccountId account) {
        LedgerRequest ledgerRequest = ledgerRequest(exchange, request, account);
        UnknownOutcomes.check(exchange, ledgerRequest);
        Optional<QueuedRecord> later = delivery.read(exchange, ledgerRequest);
        boolean isImport = exchange.getProperty(RecordProperties.IMPORT_ROW) != null;
        exchange.getMessage().removeHeaders("*");
        removePropertiesBut(exchange, PIPELINE_COMPLETION, WriteContext.OBSERVATION);
        exchange.removeVariable("*");
        WriteContext context =
                new WriteContext(request, ledgerRequest, account, later.orElse(null), sequence.incrementAndGet(), retryFor);
        if (isImport) {
            context.ofImport();
        }
        context.attachTo(exchange);
        if (!context.takeMemory(memory)) {
            throw new Unavailable("not sent: " + memory.reason(), context.details());
        }
        exchange.getMessage().setBody(request.fields());
    }

    private Action action(Exchange exchange) {
        String name = exchange.getVariable(ActionRoute.ACTION, "", String.class);
        return actions.named(name).orElseThrow(() -> new IllegalStateException(
                "direct:wlcro-write is for the routes of actions; create one with the route template wlcro-action"));
    }

    private static LedgerRequest ledgerRequest(Exchange exchange, WriteRequest request, AccountId account) {
        Message message = exchange.getMessage();
        ImportRowKey row = exchange.getProperty(RecordProperties.IMPORT_ROW, ImportRowKey.class);
        LedgerRequest result = row != null ? LedgerRequest.ofRow(request, account, row) : ofCaller(exchange, request, account);
        EntryId redriven = exchange.getProperty(RecordProperties.REDRIVEN_ENTRY, EntryId.class);
        result = redriven == null ? result : result.redriving(redriven);
        EntryId queued = exchange.getProperty(RecordProperties.QUEUED_ENTRY, EntryId.class);
        result = queued == null ? result : result.ofQueue(queued);
        result = result.impatient(HttpCallers.waitsFor(exchange));
        return message.getHeader(WlcroHeaders.FORCE, false, Boolean.class) ? result.forced() : result;
    }

    /**
     * A record that does not come from an import. If it is a step of a scenario that is called later and has no identity, {@link
     * ScenarioSteps} gives it one. That identity must be recognised for as long as the scenario may be repeated, which can be
     * longer than {@code wlcro.idempotency.window}; hence {@link RowIdentity#PERMANENT}.
     */
    private static LedgerRequest ofCaller(Exchange exchange, WriteRequest request, AccountId account) {
        String key = exchange.getMessage().getHeader(WlcroHeaders.IDEMPOTENCY_KEY, String.class);
        String step = key == null && request.identity().isEmpty() ? ScenarioSteps.nextKey(exchange, request.action().name()) : null;
        LedgerRequest result = LedgerRequest.of(request, Optional.of(account), step == null ? key : step);
        return step == null ? result : result.marked(RowIdentity.PERMANENT);
    }

    /**
     * Reads the body from the message; Camel unwraps its own wrapper types. A file is read as a stream, since it may be
     * larger than memory.
     */
    private static Object body(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        return body instanceof WrappedFile ? message.getMandatoryBody(InputStream.class) : body;
    }
}
