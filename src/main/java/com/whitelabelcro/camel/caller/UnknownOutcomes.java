package com.whitelabelcro.camel.caller;

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
 * The requests of one exchange whose outcome is unknown, kept in a property of the caller's exchange. A record without an identity
 * is unknown to the ledger when it comes again. If an error handler of the host redelivers the exchange, or a loop repeats a
 * {@code doTry}, it could therefore be created twice. A request with the same action, connection and content fails again with the
 * same error instead, and is not sent; any other is sent as usual.
 *
 * <p>Immutable, because Camel copies exchanges and the copies share the values of their properties.
 */
public final class UnknownOutcomes {

    private static final String PROPERTY = "wlcroUnknownOutcomes";
    /** Only the latest are kept: an exchange may loop forever, and only its latest requests can be redelivered. */
    private static final int MAX_REQUESTS = 1_000;
    private static final UnknownOutcomes NONE = new UnknownOutcomes(Map.of());

    /** What identifies a request within its exchange. */
    private record Request(String action, String connection, Sha256 content) {

        static Request of(LedgerRequest request) {
            return new Request(request.action(), request.connection(), request.content());
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
     * Checks whether this exchange has already sent the same request with an unknown outcome. A request that is forced, or that
     * redrives an entry, passes.
     *
     * @throws OutcomeUnknown the same as the first time, if so; the header {@link WlcroHeaders#ENTRY} then names the ledger entry
     */
    public static void check(Exchange exchange, LedgerRequest request) {
        Known before = of(exchange).known.get(Request.of(request));
        if (before != null && !request.force() && request.redriven() == null) {
            exchange.getMessage().setHeader(WlcroHeaders.ENTRY, before.entry());
            throw before.failure().toException();
        }
    }

    /**
     * Adds a request to those of its caller's exchange.
     *
     * @param entry its ledger entry
     */
    public static void remember(Exchange caller, LedgerRequest request, String entry, OutcomeUnknown why) {
        Map<Request, Known> more = new LinkedHashMap<>(of(caller).known);
        more.put(Request.of(request), new Known(entry, Failure.of(why)));
        if (more.size() > MAX_REQUESTS) {
            more.remove(more.keySet().iterator().next());
        }
        caller.setProperty(PROPERTY, new UnknownOutcomes(more));
    }

    /** The number only, because hosts log the properties of their exchanges. */
    @Override
    public String toString() {
        return known.size() + " requests whose outcome is unknown";
    }
}
