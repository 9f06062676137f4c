package com.whitelabelcro.camel.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What the sandbox has seen since its start or last reset. Requests to {@code /_sandbox} are not in it.
 *
 * @param requests all requests to the API, whatever became of them
 * @param accepted writes that were applied, also those whose answer was lost: created + updated + notes + statusChanges
 * @param created leads, clients and affiliates made
 * @param updated PATCHes of records, and creates that met a known {@code external_id}
 * @param notes notes made
 * @param statusChanges status changes applied
 * @param duplicates creates and notes without {@code external_id} whose body equals an earlier applied one: doubled records
 * @param rejected429 requests over the limit
 * @param unauthorized401 requests without a valid key
 * @param statuses answers sent, by status; a request that was reset or cut has none
 * @param faults requests that met a fault, by its name
 * @param answersLost writes that were applied although their caller cannot know
 * @param maxInAnyWindow the most requests within the limit that one key had in any stretch of one period, by arrival
 * @param arrivalsInAnyWindow the same for all requests with a valid key, those over the limit included
 * @param maxConcurrent the most requests under way at once
 * @param firstRequestMillis when the first request came, in milliseconds since the start; -1: none yet
 * @param lastRequestMillis when the last request came; -1: none yet
 * @param perKey the same by key, in the order of the configuration
 */
public record SandboxStats(long requests, long accepted, long created, long updated, long notes, long statusChanges,
        long duplicates, long rejected429, long unauthorized401, Map<Integer, Long> statuses, Map<String, Long> faults,
        long answersLost, int maxInAnyWindow, int arrivalsInAnyWindow, int maxConcurrent, long firstRequestMillis,
        long lastRequestMillis, List<PerKey> perKey) {

    /**
     * What one key did.
     *
     * @param key its place in the configuration, from 1; the key itself is never told
     * @param requests all its requests
     * @param withinLimit those that the limit let through
     * @param rejected429 those over the limit
     * @param maxInAnyWindow the most within the limit in any stretch of one period
     * @param arrivalsInAnyWindow the most of all in any stretch of one period
     */
    public record PerKey(int key, long requests, long withinLimit, long rejected429, int maxInAnyWindow,
            int arrivalsInAnyWindow) {}
}
