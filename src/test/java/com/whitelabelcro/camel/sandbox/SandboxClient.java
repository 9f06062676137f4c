package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A plain HTTP client for the sandbox, independent of the pack. */
final class SandboxClient {

    static final String API = "/api/v1/integrations";
    static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String key;

    /** @param key the API key; null to send none */
    SandboxClient(Sandbox sandbox, String key) {
        this.base = sandbox.baseUrl();
        this.key = key;
    }

    SandboxClient(Sandbox sandbox) {
        this(sandbox, SandboxConfig.DEFAULT_KEY);
    }

    record Reply(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            return parse(body);
        }

        /** Null if there is no such header. */
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    Reply post(String path, String body) {
        return send("POST", API + path, body, "application/json");
    }

    Reply patch(String path, String body) {
        return send("PATCH", API + path, body, "application/json");
    }

    long createLead() {
        return post("/leads", ANN).json().get("client_id").asLong();
    }

    Reply send(String method, String path, String body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("X-Api-Key", key);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #ANN} with one more field. */
    static String ann(String field, String jsonValue) {
        return ANN.replaceFirst("}$", ",\"" + field + "\":" + jsonValue + "}");
    }
}
