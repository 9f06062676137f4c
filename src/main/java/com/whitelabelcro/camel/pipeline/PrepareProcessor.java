package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.action.ActionRoute;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.request.RequestFactory;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/**
 * Makes a submission and a delivery of what the caller gave. From here on the copy holds nothing else of the caller's: no header, no
 * property, no variable.
 */
final class PrepareProcessor extends SafeAsyncProcessor {

    private final AccountResolver accounts;
    private final RequestFactory prepare;
    private final long giveUpAfter;
    private final ActionRegistry actions;
    private final AtomicLong tickets = new AtomicLong();

    PrepareProcessor(Settings settings, AccountResolver accounts, ActionRegistry actions) {
        this.accounts = accounts;
        this.actions = actions;
        this.prepare = new RequestFactory(settings);
        this.giveUpAfter = settings.retry().deadline().toNanos();
    }

    /** Completes when it is known whose the record is: at once, unless the connection has another key than before. */
    @Override
    protected CompletionStage<?> step(Exchange exchange) throws Exception {
        Action action = action(exchange);
        Message message = exchange.getMessage();
        // Of an earlier record in the same scenario.
        message.removeHeader(WlcroHeaders.ENTRY);
        String connection = message.getHeader(WlcroHeaders.CONNECTION, String.class);
        Object id = action.pathParameter().map(message::getHeader).orElse(null);
        WriteRequest request = prepare.prepare(action, body(message), connection, id);
        return accounts.of(request.connection()).handle((owner, problem) -> {
            if (problem != null) {
                throw new Unavailable("not sent: " + AccountResolver.why(problem),
                        Details.local(action.name(), request.connection().name(), List.of()));
            }
            travel(exchange, request, owner.account());
            return null;
        });
    }

    private void travel(Exchange exchange, WriteRequest request, AccountId account) {
        LedgerRequest submission = submission(exchange, request, account);
        UnknownOutcomes.check(exchange, submission);
        exchange.getMessage().removeHeaders("*");
        exchange.removeProperties("*", WHOLE_WAY);
        exchange.removeVariable("*");
        new LedgerContext(submission).travelWith(exchange);
        new WriteContext(request, account, tickets.incrementAndGet(), giveUpAfter).travelWith(exchange);
        exchange.getMessage().setBody(request.fields());
    }

    private Action action(Exchange exchange) {
        String name = exchange.getVariable(ActionRoute.ACTION, "", String.class);
        return actions.named(name).orElseThrow(() -> new IllegalStateException(
                "direct:wlcro-write is for the routes of actions; make one with the route template wlcro-action"));
    }

    private static LedgerRequest submission(Exchange exchange, WriteRequest request, AccountId account) {
        Message message = exchange.getMessage();
        ImportRowKey row = exchange.getProperty(LedgerContext.ROW, ImportRowKey.class);
        LedgerRequest submission = row != null ? LedgerRequest.ofRow(request, account, row) : LedgerRequest.of(
                request, Optional.of(account), message.getHeader(WlcroHeaders.IDEMPOTENCY_KEY, String.class));
        EntryId redriven = exchange.getProperty(LedgerContext.REDRIVING, EntryId.class);
        submission = redriven == null ? submission : submission.redriving(redriven);
        return message.getHeader(WlcroHeaders.FORCE, false, Boolean.class) ? submission.forced() : submission;
    }

    /** Camel's own wrappers are unwrapped by Camel; as a stream, since a file may be larger than memory. */
    private static Object body(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        return body instanceof WrappedFile ? message.getMandatoryBody(InputStream.class) : body;
    }
}
