package com.whitelabelcro.camel.config;

import java.time.Duration;

/**
 * When a record is given up.
 *
 * @param maxAttempts the maximum number of requests for one record
 * @param deadline how long a record is retried, counted from its first permit
 */
public record RetryPolicy(int maxAttempts, Duration deadline) {}
