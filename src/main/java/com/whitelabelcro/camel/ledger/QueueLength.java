package com.whitelabelcro.camel.ledger;

import java.time.Duration;

/**
 * The length of a line of the queue.
 *
 * @param line the line
 * @param records the number of records that have not ended
 * @param oldest how long the first one has waited
 */
public record QueueLength(QueueLine line, long records, Duration oldest) {}
