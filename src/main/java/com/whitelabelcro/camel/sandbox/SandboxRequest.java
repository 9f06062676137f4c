package com.whitelabelcro.camel.sandbox;

import java.util.List;

/**
 * One request to the API, for the message of a failing test.
 *
 * @param seq its number by arrival, from 1
 * @param millis when it arrived, in milliseconds since the start or the last reset
 * @param method the HTTP method
 * @param path the path, without query
 * @param key the position of its key in the configuration, from 1; 0: no valid key, or not checked
 * @param status the status of its answer; 0: no answer yet, or none at all
 * @param fault the fault it met; null: none
 * @param headers the names of its headers, in order, as sent
 * @param body its body; null unless bodies are kept
 */
public record SandboxRequest(long seq, long millis, String method, String path, int key, int status, String fault,
        List<String> headers, String body) {}
