package com.whitelabelcro.camel.ratelimit;

/**
 * The state of a connection at one moment.
 *
 * @param used permits in use, cooling down, or set aside for others who use the key
 * @param limit permits in all
 * @param inFlight requests without an answer
 * @param waiting records that wait for a permit, or rest before their next attempt
 * @param openFor how long the circuit is still open, nanoseconds; 0 if it is CLOSED
 * @param why why it is open; empty if it is CLOSED
 */
public record ConnectionSnapshot(int used, int limit, int inFlight, int waiting, long openFor, String why) {}
