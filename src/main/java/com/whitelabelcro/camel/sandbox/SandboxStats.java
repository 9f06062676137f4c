package com.whitelabelcro.camel.sandbox;

import java.util.List;
import java.util.Map;

/**
 * Counts of requests since the start or the last reset. Requests to {@code /_sandbox} are not counted.
 *
 * @param requests all requests to the API, whatever their outcome
 * @param accepted writes that were applied, also those whose answer was lost: created + updated + notes + statusChanges
 * @param created leads, clients and affiliates that were created
 * @param updated PATCHes of records, and creates that met a known {@code external_id}
 * @param notes notes that were created
 * @param statusChanges status changes applied
 * @param duplicates creates and notes without {@code external_id} whose body equals an earlier applied one: doubled records
 * @param rejected429 requests over the limit
 * @param unauthorized401 requests without a valid key
 * @param statuses answers sent, by status; a request that was reset or cut has none
 * @param faults requests that met a fault, by its name
 * @param answersLost writes that were applied and whose answer was lost
 * @param maxInAnyWindow the most requests within the limit that one key had in any stretch of one period, by arrival
 * @param arrivalsInAnyWindow the same for all requests with a valid key, those over the limit included
 * @param maxConcurrent the maximum of requests in flight at once
 * @param firstRequestMillis when the first request came, in milliseconds since the start; -1: none yet
 * @param lastRequestMillis when the last request came; -1: none yet
 * @param perKey the same by key, in the order of the configuration
 */
public record SandboxStats(long requests, long accepted, long created, long updated, long notes, long statusChanges,
        long duplicates, long rejected429, long unauthorized401, Map<Integer, Long> statuses, Map<String, Long> faults,
        long answersLost, int maxInAnyWindow, int arrivalsInAnyWindow, int maxConcurrent, long firstRequestMillis,
        long lastRequestMillis, List<PerKey> perKey) {

    /**
     * The counts of one key.
     *
     * @param key its position in the configuration, from 1; the key itself is not shown
     * @param requests all its requests
     * @param withinLimit those that the limit let through
     * @param rejected429 those over the limit
     * @param maxInAnyWindow the most within the limit in any stretch of one period
     * @param arrivalsInAnyWindow the most of all in any stretch of one period
     */
    public record PerKey(int key, long requests, long withinLimit, long rejected429, int maxInAnyWindow,
            int arrivalsInAnyWindow) {}
}
