package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a script. A request takes the first step that matches its path; each step is used once.
 *
 * @param path what the request's path must begin with; null fits every path
 * @param status the status to answer with, before anything else is looked at: nothing is counted or applied. 0: the
 *     request goes its usual way
 * @param headers headers to send; with status 0 they replace those of the usual answer
 * @param body the body to send with {@code status}; null: none. JSON, unless the headers name another content type
 * @param fault with status 0: the fault this request meets on its usual way; null: none
 */
public record ScriptedAnswer(String path, int status, Map<String, String> headers, String body, Fault fault) {

    public ScriptedAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("A scripted status lies between 200 and 599, not " + status);
        }
        if (status == 0 && body != null) {
            throw new IllegalArgumentException("A scripted body needs a status");
        }
        if (status != 0 && fault != null) {
            throw new IllegalArgumentException("A scripted step has a status or a fault, not both");
        }
    }

    /** From JSON, where the body is JSON too, or the very text to send. */
    @JsonCreator
    static ScriptedAnswer read(@JsonProperty("path") String path, @JsonProperty("status") int status,
            @JsonProperty("headers") Map<String, JsonNode> headers, @JsonProperty("body") JsonNode body,
            @JsonProperty("fault") Fault fault) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> {
                if (!value.isValueNode()) {
                    throw new IllegalArgumentException("The header " + name + " is a text or a number");
                }
                texts.put(name, value.asText());
            });
        }
        return new ScriptedAnswer(path, status, texts, body == null ? null : body.isTextual() ? body.asText() : body.toString(), fault);
    }

    /** Answers the next request with this status and body. */
    public static ScriptedAnswer of(int status, String body) {
        return new ScriptedAnswer(null, status, Map.of(), body, null);
    }

    /** Answers the next request with this status and header, without a body. */
    public static ScriptedAnswer of(int status, String header, String value) {
        return new ScriptedAnswer(null, status, Map.of(header, value), null, null);
    }

    /** Fails the next request with this fault. */
    public static ScriptedAnswer fault(Fault fault) {
        return new ScriptedAnswer(null, 0, Map.of(), null, fault);
    }

    /** Lets the next request pass without random faults. */
    public static ScriptedAnswer pass() {
        return new ScriptedAnswer(null, 0, Map.of(), null, null);
    }

    /** The same step for requests whose path begins with this text. */
    public ScriptedAnswer on(String prefix) {
        return new ScriptedAnswer(prefix, status, headers, body, fault);
    }

    boolean fits(String requestPath) {
        return path == null || requestPath.startsWith(path);
    }
}
