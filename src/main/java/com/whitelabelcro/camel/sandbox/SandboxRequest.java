package com.whitelabelcro.camel.sandbox;

import java.util.List;

/**
 * One request to the API, for the story that a failing test tells.
 *
 * @param seq its number by arrival, from 1
 * @param millis when it arrived, in milliseconds since the start or the last reset
 * @param method the HTTP method
 * @param path the path, without query
 * @param key the place of its key in the configuration, from 1; 0: no valid key, or not looked at
 * @param status what it was answered with; 0: nothing yet, or nothing at all
 * @param fault the fault it met; null: none
 * @param headers the names of its headers, in order, as sent
 * @param body its body; null unless bodies are kept
 */
public record SandboxRequest(long seq, long millis, String method, String path, int key, int status, String fault,
        List<String> headers, String body) {}
