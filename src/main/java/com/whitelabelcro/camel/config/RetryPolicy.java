package com.whitelabelcro.camel.config;

import java.time.Duration;

/**
 * When to give up on a record.
 *
 * @param maxAttempts how many requests are made for one record at most
 * @param deadline how long after its first request a record is still tried again
 */
public record RetryPolicy(int maxAttempts, Duration deadline) {}
