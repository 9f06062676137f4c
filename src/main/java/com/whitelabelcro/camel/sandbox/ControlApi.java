package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code /_sandbox}: shows the state of the sandbox and changes its rules, for tests in other processes and for users. */
final class ControlApi {

    static final String BASE = "/_sandbox";

    private final Sandbox sandbox;
    private final Map<String, Call> calls = new TreeMap<>();

    private interface Call {
        Object answer(Map<String, String> query, String body);
    }

    ControlApi(Sandbox sandbox) {
        this.sandbox = sandbox;
        calls.put("GET ", (query, body) -> help());
        calls.put("GET /stats", (query, body) -> sandbox.stats());
        calls.put("GET /records", (query, body) -> sandbox.records(query.get("kind"),
                number(query, "offset", 0), number(query, "limit", Long.MAX_VALUE)));
        calls.put("GET /requests", (query, body) -> sandbox.requests());
        calls.put("GET /statuses", (query, body) -> Sandbox.statuses());
        calls.put("GET /endpoints", (query, body) -> Sandbox.endpoints());
        calls.put("POST /reset", (query, body) -> {
            sandbox.reset(SandboxConfig.fromJson(body));
            return Map.of("reset", true);
        });
        calls.put("POST /configure", (query, body) -> {
            sandbox.configure(SandboxConfig.fromJson(body));
            return Map.of("configured", true);
        });
        calls.put("POST /down", (query, body) -> down(true));
        calls.put("POST /up", (query, body) -> down(false));
        calls.put("POST /revoke", (query, body) -> revoke(body));
    }

    private Object down(boolean down) {
        sandbox.down(down);
        return Map.of("down", down);
    }

    private Object revoke(String body) {
        JsonNode key = SandboxConfigJson.parse(body).path("key");
        if (!key.isTextual()) {
            throw new IllegalArgumentException("key: the key to revoke is expected");
        }
        sandbox.revokeKey(key.textValue());
        return Map.of("revoked", true);
    }

    /** @param path begins with {@link #BASE}, the query included */
    SandboxAnswer answer(String method, String path, String body) {
        String[] parts = path.substring(BASE.length()).split("\\?", 2);
        Call call = calls.get(method + " " + parts[0].replaceFirst("/$", ""));
        if (call == null) {
            return SandboxAnswer.of(404, "text/plain; charset=utf-8", "No such call.\n\n" + help());
        }
        try {
            Object value = call.answer(query(parts.length == 2 ? parts[1] : ""), body);
            return value instanceof String text ? SandboxAnswer.of(200, "text/plain; charset=utf-8", text)
                    : SandboxAnswer.json(200, value);
        } catch (IllegalArgumentException e) {
            return SandboxAnswer.json(400, Map.of("error", "invalid", "message", e.getMessage()));
        }
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            String[] pair = parameter.split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return parameters;
    }

    private static long number(Map<String, String> query, String name, long otherwise) {
        String value = query.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " is a whole number, not \"" + value + "\"");
        }
        return Long.parseLong(value);
    }

    private String help() {
        return String.format(Locale.ROOT, """
                A sandbox of the WhiteLabelCRO Integration API at %s. Nothing in it is real.

                Actions
                  %s
                Control
                  GET  /_sandbox/stats      counts, and the most requests in any window
                  GET  /_sandbox/records    the records; ?kind=lead|client|affiliate&offset=&limit=
                  GET  /_sandbox/requests   the last 10,000 requests
                  GET  /_sandbox/statuses   status ids and names
                  GET  /_sandbox/endpoints  the nine actions
                  POST /_sandbox/reset      drops everything, takes a configuration (JSON; empty: the defaults)
                  POST /_sandbox/configure  takes a configuration, keeps records and counts
                  POST /_sandbox/down       503 for everything, until /_sandbox/up
                  POST /_sandbox/up
                  POST /_sandbox/revoke     {"key": "..."}: 401 from now on
                """, sandbox.baseUrl(), String.join("\n  ", Sandbox.endpoints()));
    }
}
