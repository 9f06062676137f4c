package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.connection.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.once.Account;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.Fingerprint;
import com.whitelabelcro.camel.once.Once;
import com.whitelabelcro.camel.once.RowKey;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.prepare.Prepare;
import com.whitelabelcro.camel.prepare.WriteRequest;
import com.whitelabelcro.camel.turn.Delivery;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.WrappedFile;

/**
 * Makes a submission and a delivery of what the caller gave. From here on the copy holds nothing else of the caller's: no header, no
 * property, no variable.
 */
final class Record implements Processor {

    private final Settings settings;
    private final Prepare prepare;
    private final long giveUpAfter;
    private final Actions actions;
    private final AtomicLong tickets = new AtomicLong();

    Record(Settings settings, Actions actions) {
        this.settings = settings;
        this.actions = actions;
        this.prepare = new Prepare(settings);
        this.giveUpAfter = settings.retry().deadline().toNanos();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Action action = action(exchange);
        Message message = exchange.getMessage();
        // Of an earlier record in the same scenario.
        message.removeHeader(WlcroHeaders.ENTRY);
        String connection = message.getHeader(WlcroHeaders.CONNECTION, String.class);
        Object id = action.pathParameter().map(message::getHeader).orElse(null);
        WriteRequest request = prepare.prepare(action, body(message), connection, id);
        Submission submission = submission(exchange, request);
        message.removeHeaders("*");
        exchange.removeProperties("*");
        exchange.removeVariable("*");
        new Once(submission).travelWith(exchange);
        new Delivery(request, tickets.incrementAndGet(), giveUpAfter).travelWith(exchange);
        message.setBody(request.fields());
    }

    private Action action(Exchange exchange) {
        String name = exchange.getVariable(ActionRoute.ACTION, "", String.class);
        return actions.named(name).orElseThrow(() -> new IllegalStateException(
                "direct:wlcro-write is for the routes of actions; make one with the route template wlcro-action"));
    }

    private Submission submission(Exchange exchange, WriteRequest request) {
        Message message = exchange.getMessage();
        RowKey row = exchange.getProperty(Once.ROW, RowKey.class);
        Submission submission = row != null ? Submission.ofRow(request, account(request), row)
                : Submission.of(request, account(request), message.getHeader(WlcroHeaders.IDEMPOTENCY_KEY, String.class));
        EntryId redriven = exchange.getProperty(Once.REDRIVING, EntryId.class);
        submission = redriven == null ? submission : submission.redriving(redriven);
        return message.getHeader(WlcroHeaders.FORCE, false, Boolean.class) ? submission.forced() : submission;
    }

    private Fingerprint account(WriteRequest request) {
        Connection connection = request.connection();
        try {
            return Account.of(connection, settings.keys().key(connection.name()));
        } catch (RuntimeException e) {
            throw new Unavailable("not sent: the API key could not be had: " + e.getClass().getSimpleName(),
                    Details.local(request.action().name(), connection.name(), List.of()));
        }
    }

    /** Camel's own wrappers are unwrapped by Camel; as a stream, since a file may be larger than memory. */
    private static Object body(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        return body instanceof WrappedFile ? message.getMandatoryBody(InputStream.class) : body;
    }
}
