package com.whitelabelcro.camel.caller;

import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Recognises exchanges whose caller waits at the other end of an HTTP connection. It gives up after some seconds and repeats its
 * request, while any other route is better served by an endpoint that waits until the ledger is available again.
 */
public final class HttpCallers {

    private static final Set<String> SCHEMES = Set.of("platform-http", "servlet", "jetty", "undertow", "netty-http");

    private HttpCallers() {}

    /** Whether an HTTP client waits for this exchange. */
    public static boolean waitsFor(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        return from != null && SCHEMES.contains(from.getEndpointBaseUri().split(":", 2)[0]);
    }
}
