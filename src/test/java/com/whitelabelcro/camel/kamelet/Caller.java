package com.whitelabelcro.camel.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A caller's route with one Kamelet, in YAML as designers write it. */
final class Caller {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Caller() {}

    /**
     * A route {@code direct:NAME} that calls a Kamelet.
     *
     * @param form the parameters of the Kamelet
     */
    static RoutesBuilder route(String name, String action, Map<String, String> form) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                PluginHelper.getRoutesLoader(getContext())
                        .loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml(name, action, form)));
            }
        };
    }

    private static String yaml(String name, String action, Map<String, String> form) throws JsonProcessingException {
        Map<String, Object> kamelet = Map.of("uri", "kamelet:wlcro-" + action + "-action", "parameters", form);
        // The error handling is in the caller's Java route; a route without an error handler leaves it to its caller.
        return YAML.writeValueAsString(List.of(Map.of("route", Map.of(
                "id", name,
                "errorHandler", Map.of("noErrorHandler", Map.of()),
                "from", Map.of("uri", "direct:" + name, "steps", List.of(Map.of("to", kamelet)))))));
    }
}
