package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.GatewayToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;

/**
 * Describes the gateway as an OpenAPI 3.1 document. What is the same for everybody is in {@code wlcro/openapi.json}; its path
 * {@value #PATH} is the model for the path of each action. The schemas of the actions are those by which the records are
 * checked, so that the document cannot differ from what is accepted. A caller sees only the actions and fields that it may use.
 */
final class OpenApi {

    private static final String ACTION = "{action}";
    private static final String PATH = "/actions/" + ACTION;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode COMMON = read();

    private OpenApi() {}

    private static ObjectNode read() {
        try (InputStream document = OpenApi.class.getResourceAsStream("/wlcro/openapi.json")) {
            return (ObjectNode) JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document for this caller. */
    static ObjectNode of(Caller caller, Collection<Action> actions) {
        ObjectNode document = COMMON.deepCopy();
        ObjectNode common = document.withObject("/paths");
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = document.withObject("/components");
        String path = common.remove(PATH).toString();
        actions.stream().filter(each -> caller.token().allows(each.name())).forEach(action -> {
            components.withObject("/schemas").set(action.name(), schema(action, caller.token()));
            paths.set(PATH.replace(ACTION, action.name()), path(path, action, caller.token()));
        });
        paths.setAll(common);
        if (caller.isLocal()) {
            components.remove("securitySchemes");
            document.putArray("security");
        }
        return document;
    }

    /** The action's own schema, without what is not for the sender. */
    private static ObjectNode schema(Action action, GatewayToken token) {
        ObjectNode schema = action.schema().deepCopy();
        schema.properties().removeIf(each -> each.getKey().startsWith("x-") || each.getKey().equals("$schema"));
        schema.withObject("/properties").properties().removeIf(each -> !token.allowsField(each.getKey()));
        for (Iterator<JsonNode> required = schema.path("required").elements(); required.hasNext(); ) {
            if (token.fixed().containsKey(required.next().asText())) {
                required.remove();
            }
        }
        return schema;
    }

    private static ObjectNode path(String model, Action action, GatewayToken token) {
        try {
            ObjectNode path = (ObjectNode) JSON.readTree(model.replace(ACTION, action.name()));
            path.withObject("/post").put("summary", action.schema().path("description").asText(action.name()));
            ArrayNode parameters = path.withArray("/post/parameters");
            int last = parameters.size() - 1;
            if (token.connections().size() > 1) {
                ArrayNode names = parameters.get(last).withArray("/schema/enum");
                token.connections().forEach(names::add);
            } else {
                parameters.remove(last);
            }
            return path;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The name of an action is no part of a JSON text", e);
        }
    }
}
