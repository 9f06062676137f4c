package com.whitelabelcro.camel.ledger;

import java.time.Duration;

/**
 * How many records wait in a line.
 *
 * @param line which
 * @param records how many have not ended
 * @param oldest how long the first one has waited
 */
public record QueueLength(QueueLine line, long records, Duration oldest) {}
