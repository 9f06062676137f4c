package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.connection.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.SafeAsyncProcessor;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.once.Accounts;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.Once;
import com.whitelabelcro.camel.once.RowKey;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.once.UnknownOutcomes;
import com.whitelabelcro.camel.prepare.Prepare;
import com.whitelabelcro.camel.prepare.WriteRequest;
import com.whitelabelcro.camel.turn.Delivery;
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
final class Record extends SafeAsyncProcessor {

    private final Accounts accounts;
    private final Prepare prepare;
    private final long giveUpAfter;
    private final Actions actions;
    private final AtomicLong tickets = new AtomicLong();

    Record(Settings settings, Accounts accounts, Actions actions) {
        this.accounts = accounts;
        this.actions = actions;
        this.prepare = new Prepare(settings);
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
                throw new Unavailable("not sent: " + Accounts.why(problem),
                        Details.local(action.name(), request.connection().name(), List.of()));
            }
            travel(exchange, request, owner.account());
            return null;
        });
    }

    private void travel(Exchange exchange, WriteRequest request, AccountId account) {
        Submission submission = submission(exchange, request, account);
        UnknownOutcomes.check(exchange, submission);
        exchange.getMessage().removeHeaders("*");
        exchange.removeProperties("*", WHOLE_WAY);
        exchange.removeVariable("*");
        new Once(submission).travelWith(exchange);
        new Delivery(request, account, tickets.incrementAndGet(), giveUpAfter).travelWith(exchange);
        exchange.getMessage().setBody(request.fields());
    }

    private Action action(Exchange exchange) {
        String name = exchange.getVariable(ActionRoute.ACTION, "", String.class);
        return actions.named(name).orElseThrow(() -> new IllegalStateException(
                "direct:wlcro-write is for the routes of actions; make one with the route template wlcro-action"));
    }

    private static Submission submission(Exchange exchange, WriteRequest request, AccountId account) {
        Message message = exchange.getMessage();
        RowKey row = exchange.getProperty(Once.ROW, RowKey.class);
        Submission submission = row != null ? Submission.ofRow(request, account, row) : Submission.of(
                request, Optional.of(account), message.getHeader(WlcroHeaders.IDEMPOTENCY_KEY, String.class));
        EntryId redriven = exchange.getProperty(Once.REDRIVING, EntryId.class);
        submission = redriven == null ? submission : submission.redriving(redriven);
        return message.getHeader(WlcroHeaders.FORCE, false, Boolean.class) ? submission.forced() : submission;
    }

    /** Camel's own wrappers are unwrapped by Camel; as a stream, since a file may be larger than memory. */
    private static Object body(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        return body instanceof WrappedFile ? message.getMandatoryBody(InputStream.class) : body;
    }
}
