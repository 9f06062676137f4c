package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.error.Suggestions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * A request that the {@link Door} admitted to the gateway, with its body as it was sent. It travels in one exchange
 * property, so that no header of a sender becomes a header of the exchange.
 */
public final class GatewayRequest {

    private static final String PROPERTY = "wlcroGatewayRequest";

    private final Caller caller;
    private final RequestHead head;
    private final Map<String, String> parameters;
    private final byte[] body;

    /**
     * @param caller who makes the request
     * @param parameters the decoded parameters of the path and of the query; those of the path go first
     * @param body the body, undecoded
     */
    public GatewayRequest(Caller caller, RequestHead head, Map<String, String> parameters, byte[] body) {
        this.caller = caller;
        this.head = head;
        this.parameters = Map.copyOf(parameters);
        this.body = body;
    }

    /**
     * Returns the request of this exchange.
     *
     * @throws IllegalStateException if there is none: the gateway's routes are called by its own server only
     */
    static GatewayRequest of(Exchange exchange) {
        GatewayRequest request = exchange.getProperty(PROPERTY, GatewayRequest.class);
        if (request == null) {
            throw new IllegalStateException("The gateway's endpoints are for the requests of wlcro run --gateway");
        }
        return request;
    }

    /** Makes it the request of this exchange. */
    public void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    Caller caller() {
        return caller;
    }

    RequestHead head() {
        return head;
    }

    /** A parameter of the path or the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A parameter that is probably meant to be this one; only letters can be. */
    Optional<String> misspelt(String name) {
        return parameters.keySet().stream().filter(each -> !each.equals(name) && each.matches("[A-Za-z_-]+"))
                .filter(each -> Suggestions.to(each, Set.of(name)).isPresent()).findFirst();
    }

    byte[] body() {
        return body;
    }

    /** Shows nothing of the request. */
    @Override
    public String toString() {
        return "request to the gateway";
    }
}
