package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.sandbox.FakeCrm.RequestOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;

/**
 * An admitted request as a write to the CRM: scope, endpoint and body are checked, then it is applied.
 *
 * @param arrival the result of its admission
 * @param request its method and headers
 * @param path its path and query
 * @param body its bytes, cut off after one too many
 */
record Write(RequestAdmission.Arrival arrival, ClassicHttpRequest request, String path, byte[] body) {

    /** The maximum, in bytes. The contract names no limit, but a gateway has one. */
    static final int LARGEST_BODY = 1024 * 1024;

    private static final ObjectReader STRICT_JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().readerFor(JsonNode.class);

    RequestOutcome applyTo(SandboxState world) {
        if (!arrival.account().mayWrite()) {
            return new RequestOutcome.Rejected(403, "insufficient_scope", "This key lacks the scope " + SandboxKey.WRITE);
        }
        int query = path.indexOf('?');
        Endpoint.Match match = Endpoint.match(request.getMethod(), query < 0 ? path : path.substring(0, query));
        if (match.endpoint() == null) {
            return noEndpoint(match);
        }
        if (query >= 0 && isStrict()) {
            return invalid("The actions take no query parameters");
        }
        if (body.length > LARGEST_BODY) {
            return new RequestOutcome.Rejected(413, "too_large", "The body is larger than " + LARGEST_BODY + " bytes");
        }
        if (!isJson()) {
            return new RequestOutcome.Rejected(415, "unsupported_media_type", "The content type must be application/json");
        }
        return apply(world, match.endpoint(), match.id());
    }

    private static RequestOutcome noEndpoint(Endpoint.Match match) {
        if (match.methods().isEmpty()) {
            return new RequestOutcome.Rejected(404, "not_found", "There is no such endpoint");
        }
        String methods = String.join(", ", match.methods());
        return new RequestOutcome.Rejected(405, "method_not_allowed", "This endpoint takes " + methods,
                Map.of("Allow", methods));
    }

    private boolean isJson() {
        Header type = request.getFirstHeader(SandboxAnswer.CONTENT_TYPE);
        return type != null && type.getValue().split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private RequestOutcome apply(SandboxState world, Endpoint endpoint, long id) {
        ObjectNode fields;
        try {
            if (!(STRICT_JSON.<JsonNode>readValue(body) instanceof ObjectNode object)) {
                return invalid("The body must be a JSON object");
            }
            fields = object;
        } catch (IOException e) {
            return invalid("The body is not JSON");
        }
        List<String> faults = Validation.faultsOf(endpoint, id, fields, isStrict());
        if (!faults.isEmpty()) {
            return invalid(String.join("; ", faults));
        }
        fields.retain(endpoint.fields());
        return world.crm().apply(arrival.account().company(), endpoint, id, fields,
                arrival.config().answers().foreignStatus(), world.time().dateOf(arrival.time()));
    }

    private boolean isStrict() {
        return arrival.config().answers().strict();
    }

    private static RequestOutcome.Rejected invalid(String message) {
        return new RequestOutcome.Rejected(400, "validation_failed", message);
    }
}
