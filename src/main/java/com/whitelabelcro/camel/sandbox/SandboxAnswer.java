package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.sandbox.FakeCrm.RequestOutcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer before it is sent. Headers may still be added; a null body is an empty one. */
record SandboxAnswer(int status, Map<String, String> headers, byte[] body) {

    static final String CONTENT_TYPE = "Content-Type";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> TITLES = Map.of(400, "Bad Request", 401, "Unauthorized",
            403, "Forbidden", 404, "Not Found", 405, "Method Not Allowed", 413, "Content Too Large",
            415, "Unsupported Media Type", 429, "Too Many Requests", 500, "Internal Server Error",
            503, "Service Unavailable");

    /** An answer without a body. */
    static SandboxAnswer empty(int status) {
        return new SandboxAnswer(status, new LinkedHashMap<>(), null);
    }

    static SandboxAnswer of(int status, String contentType, String body) {
        SandboxAnswer answer = new SandboxAnswer(status, new LinkedHashMap<>(), body.getBytes(StandardCharsets.UTF_8));
        answer.headers.put(CONTENT_TYPE, contentType);
        return answer;
    }

    static SandboxAnswer json(int status, Object value) {
        try {
            SandboxAnswer answer = new SandboxAnswer(status, new LinkedHashMap<>(), JSON.writeValueAsBytes(value));
            answer.headers.put(CONTENT_TYPE, "application/json");
            return answer;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** A refusal in one of the forms that the contract leaves open (section 4). */
    static SandboxAnswer refused(RequestOutcome.Rejected refused, AnswerStyle.Errors form) {
        int status = refused.status();
        SandboxAnswer answer = switch (form) {
            case JSON -> json(status, object().put("error", refused.error()).put("message", refused.message()));
            case PROBLEM -> {
                JsonNode problem = object().put("type", "about:blank").put("title", TITLES.getOrDefault(status, "Error"))
                        .put("status", status).put("detail", refused.message());
                SandboxAnswer asProblem = json(status, problem);
                asProblem.headers.put(CONTENT_TYPE, "application/problem+json");
                yield asProblem;
            }
            case TEXT -> of(status, "text/plain; charset=utf-8", refused.message());
            case EMPTY -> empty(status);
        };
        answer.headers.putAll(refused.headers());
        return answer;
    }

    static SandboxAnswer scripted(ScriptedAnswer step) {
        SandboxAnswer answer = step.body() == null ? empty(step.status())
                : of(step.status(), "application/json", step.body());
        answer.replace(step.headers());
        return answer;
    }

    /** Sets headers in place of those of the same name, in whatever letter case. */
    void replace(Map<String, String> replacements) {
        replacements.forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
