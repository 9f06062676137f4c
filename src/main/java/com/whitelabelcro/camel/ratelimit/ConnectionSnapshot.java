package com.whitelabelcro.camel.ratelimit;

/**
 * How a connection stands at this moment.
 *
 * @param used permits in use, cooling down, or set aside for others who use the key
 * @param limit permits in all
 * @param inFlight requests without an answer
 * @param waiting records that wait for their turn, or rest before they are tried again
 * @param closedFor how long it is still closed, nanoseconds; 0 if it is open
 * @param why why it is closed; empty if it is open
 */
public record ConnectionSnapshot(int used, int limit, int inFlight, int waiting, long closedFor, String why) {}
