package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.caller.ActionResult;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Writes an action's result as JSON if a route that serves HTTP ends with it. Camel's HTTP components cannot write a
 * Map: the sender would get a 500 after the record was created, and send it again. Other routes of the host, and
 * results that the route converted itself, are left unchanged.
 */
public final class JsonAnswer extends RoutePolicySupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {}

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.getException() == null && exchange.getMessage().getBody() instanceof ActionResult result) {
            write(exchange.getMessage(), result);
        }
    }

    /** Makes a value the JSON body of an HTTP answer. */
    public static void write(Message message, Object value) {
        try {
            message.setBody(JSON.writeValueAsBytes(value));
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        } catch (JsonProcessingException e) {
            // The message of the exception may quote the record.
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be written as JSON");
        }
    }

    /** Adds the policy to the routes that serve HTTP. */
    public static final class Factory implements RoutePolicyFactory {

        private static final Set<String> HTTP =
                Set.of("platform-http", "rest", "servlet", "jetty", "undertow", "netty-http", "vertx-http");

        @Override
        public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
            return route instanceof RouteDefinition definition && definition.getInput() != null
                    && HTTP.contains(scheme(context, definition.getInput().getEndpointUri())) ? new JsonAnswer() : null;
        }

        private static String scheme(CamelContext context, String uri) {
            String written = uri.startsWith("{{") ? context.resolvePropertyPlaceholders(uri) : uri;
            return written.replaceFirst(":.*", "");
        }
    }
}
