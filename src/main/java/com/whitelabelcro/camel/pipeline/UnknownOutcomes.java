package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The requests of one exchange whose outcome is unknown, in a property of the caller's exchange. An error handler of the
 * host that redelivers the exchange, or a loop around a {@code doTry}, would make a second record of each: the ledger
 * cannot recognise a record without an identity. So the same action, connection and content fails again with the same
 * error and makes no request. Another record in the same exchange is sent as ever.
 *
 * <p>Immutable, since Camel copies exchanges, and copies share the values of their properties.
 */
public final class UnknownOutcomes {

    private static final String PROPERTY = "wlcroUnknownOutcomes";
    /** An exchange may live for ever, in a loop; only its latest requests can be redelivered. */
    private static final int MOST = 1_000;
    private static final UnknownOutcomes NONE = new UnknownOutcomes(Map.of());

    /** What makes two requests of an exchange the same. */
    private record Request(String action, String connection, Sha256 content) {

        static Request of(LedgerRequest submission) {
            return new Request(submission.action(), submission.connection(), submission.content());
        }
    }

    private record Known(String entry, Failure failure) {}

    private final Map<Request, Known> known;

    private UnknownOutcomes(Map<Request, Known> known) {
        this.known = Collections.unmodifiableMap(known);
    }

    private static UnknownOutcomes of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, NONE, UnknownOutcomes.class);
    }

    /**
     * Fails as before if this exchange has sent the same already and its outcome is unknown; the header
     * {@link WlcroHeaders#ENTRY} names the entry.
     *
     * @param submission is sent all the same if it is forced, or drives an entry again
     * @throws OutcomeUnknown with the details of the first time
     */
    public static void check(Exchange exchange, LedgerRequest submission) {
        Known before = of(exchange).known.get(Request.of(submission));
        if (before != null && !submission.force() && submission.redriven() == null) {
            exchange.getMessage().setHeader(WlcroHeaders.ENTRY, before.entry());
            throw before.failure().toException();
        }
    }

    /** Remembers on the caller's exchange that the outcome of what its copy sent is unknown, if it is. */
    public static void remember(Exchange caller, Exchange copy) {
        WriteContext context = WriteContext.of(copy);
        if (context != null && copy.getException() instanceof OutcomeUnknown unknown) {
            Map<Request, Known> more = new LinkedHashMap<>(of(caller).known);
            more.put(Request.of(context.ledgerRequest()), new Known(
                    copy.getMessage().getHeader(WlcroHeaders.ENTRY, String.class), Failure.of(unknown)));
            if (more.size() > MOST) {
                more.remove(more.keySet().iterator().next());
            }
            caller.setProperty(PROPERTY, new UnknownOutcomes(more));
        }
    }

    /** No more than how many: hosts log the properties of their exchanges. */
    @Override
    public String toString() {
        return known.size() + " requests whose outcome is unknown";
    }
}
