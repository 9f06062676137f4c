package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.GatewayToken;
import java.util.Collection;
import java.util.List;

/**
 * Describes the gateway as an OpenAPI 3.1 document. Its schemas are those by which the records are checked, so that the
 * document cannot differ from what is accepted. A caller sees only the actions and fields that it may use.
 */
final class OpenApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String JSON = "application/json";
    private static final String SCHEMES = "token";
    private static final List<String> ERRORS = List.of("400", "401", "403", "404", "409", "413", "415", "429", "503");

    private final GatewayToken token;
    private final boolean local;

    private OpenApi(Caller caller) {
        this.token = caller.token();
        this.local = caller.isLocal();
    }

    /** The document for this caller. */
    static ObjectNode of(Caller caller, Collection<Action> actions) {
        return new OpenApi(caller).document(actions.stream().filter(each -> caller.token().allows(each.name())).toList());
    }

    private ObjectNode document(List<Action> actions) {
        ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", "WhiteLabelCRO gateway").put("version", "1.0.0").put("description",
                "Accepts records and sends them to the WhiteLabelCRO API in turn, within its rate limit.");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        for (Action action : actions) {
            schemas.set(action.name(), schema(action));
            paths.putObject("/actions/" + action.name()).set("post", post(action));
        }
        paths.putObject("/records/{entry}").set("get", get());
        common(schemas);
        errors(components.putObject("responses"));
        ArrayNode security = document.putArray("security");
        if (!local) {
            components.putObject("securitySchemes").putObject(SCHEMES).put("type", "http").put("scheme", "bearer");
            security.addObject().putArray(SCHEMES);
        }
        return document;
    }

    /** The action's own schema, without what is not for the sender. */
    private ObjectNode schema(Action action) {
        ObjectNode schema = action.schema().deepCopy();
        schema.properties().removeIf(each -> each.getKey().startsWith("x-") || each.getKey().equals("$schema"));
        ((ObjectNode) schema.path("properties")).properties().removeIf(each -> !token.allowsField(each.getKey()));
        ArrayNode required = NODES.arrayNode();
        schema.path("required").forEach(each -> {
            if (!token.fixed().containsKey(each.asText())) {
                required.add(each);
            }
        });
        if (schema.has("required")) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode post(Action action) {
        ObjectNode post = NODES.objectNode().put("operationId", action.name());
        post.put("summary", action.schema().path("description").asText(action.name()));
        ArrayNode parameters = post.putArray("parameters");
        parameter(parameters, "header", IdempotencyKey.HEADER, "Your own mark of this request, by which a repeat is recognised")
                .putObject("schema").put("type", "string").put("maxLength", 255);
        prefer(parameters);
        if (token.connections().size() > 1) {
            ArrayNode names = parameter(parameters, "query", "connection", "The connection to use; otherwise the first one")
                    .putObject("schema").put("type", "string").putArray("enum");
            token.connections().forEach(names::add);
        }
        ObjectNode body = post.putObject("requestBody").put("required", true);
        ObjectNode content = body.putObject("content");
        ArrayNode either = content.putObject(JSON).putObject("schema").putArray("oneOf");
        either.add(ref("schemas", action.name()));
        either.addObject().put("type", "array").put("minItems", 1).put("maxItems", GatewayBody.MOST_RECORDS)
                .set("items", ref("schemas", action.name()));
        content.putObject(HttpForm.MEDIA_TYPE).set("schema", ref("schemas", action.name()));
        content.putObject(MultipartForm.MEDIA_TYPE).set("schema", ref("schemas", action.name()));
        ObjectNode responses = post.putObject("responses");
        answer(responses, "200", "The outcome, if it was waited for and has come", oneOrMany("Record"));
        answer(responses, "202", "Accepted: stored, and sent in turn", oneOrMany("Accepted"));
        refused(responses);
        return post;
    }

    private static ObjectNode get() {
        ObjectNode get = NODES.objectNode().put("operationId", "get-record").put("summary", "What became of a record");
        ArrayNode parameters = get.putArray("parameters");
        parameter(parameters, "path", "entry", "The number of the record, as the acceptance said it").put("required", true)
                .putObject("schema").put("type", "string");
        prefer(parameters);
        ObjectNode responses = get.putObject("responses");
        answer(responses, "200", "The record", ref("schemas", "Record"));
        refused(responses);
        return get;
    }

    private static ObjectNode parameter(ArrayNode parameters, String in, String name, String description) {
        return parameters.addObject().put("name", name).put("in", in).put("description", description);
    }

    private static void prefer(ArrayNode parameters) {
        ObjectNode prefer = parameter(parameters, "header", Prefer.HEADER, "wait=25 waits for the outcome for 25 seconds (RFC 7240)");
        prefer.putObject("schema").put("type", "string");
    }

    private static void answer(ObjectNode responses, String status, String description, JsonNode schema) {
        responses.putObject(status).put("description", description).putObject("content").putObject(JSON).set("schema", schema);
    }

    private static void refused(ObjectNode responses) {
        ERRORS.forEach(status -> responses.set(status, ref("responses", "Problem")));
    }

    private static ObjectNode oneOrMany(String name) {
        ObjectNode schema = NODES.objectNode();
        schema.putArray("oneOf").add(ref("schemas", name)).addObject().put("type", "array").set("items", ref("schemas", name));
        return schema;
    }

    private static ObjectNode ref(String kind, String name) {
        return NODES.objectNode().put("$ref", "#/components/" + kind + "/" + name);
    }

    private static void common(ObjectNode schemas) {
        ObjectNode accepted = object(schemas, "Accepted");
        accepted.putObject("entry").put("type", "string").put("description", "The number of the record");
        accepted.putObject("queued").put("type", "integer").put("description", "How many records are before it, and itself");
        accepted.putObject("eta").put("type", "string").put("description", "About when it will be sent, as an ISO 8601 duration");
        accepted.putObject("waits").put("type", "string").put("description", "Why nothing is sent now, so that eta is the earliest time");
        ObjectNode record = object(schemas, "Record");
        record.putObject("entry").put("type", "string");
        record.putObject("action").put("type", "string");
        ArrayNode states = record.putObject("state").put("type", "string").putArray("enum");
        GatewayAnswer.STATES.forEach(states::add);
        record.putObject("answer").put("type", "object").put("description", "The API's answer, if it is done");
        record.set("problem", ref("schemas", "Problem"));
        ObjectNode problem = object(schemas, "Problem");
        problem.putObject("title").put("type", "string");
        problem.putObject("status").put("type", "integer");
        problem.putObject("detail").put("type", "string");
        problem.putObject("violations").put("type", "array").putObject("items").put("type", "string");
    }

    private static ObjectNode object(ObjectNode schemas, String name) {
        return schemas.putObject(name).put("type", "object").putObject("properties");
    }

    private static void errors(ObjectNode responses) {
        ObjectNode problem = responses.putObject("Problem").put("description", "Refused; the document says why and what to do");
        problem.putObject("content").putObject("application/problem+json").set("schema", ref("schemas", "Problem"));
    }
}
