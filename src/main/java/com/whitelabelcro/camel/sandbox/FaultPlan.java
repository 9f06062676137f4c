package com.whitelabelcro.camel.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which faults occur, how often, and how slow the answers are.
 *
 * @param shares the share of requests with each fault, 0 to 1, together at most 1
 * @param down whether everything is answered with 503
 * @param outageFor how long everything is answered with 503, from the start or the last reset
 * @param delayFor how long a {@link Fault#DELAY} holds its answer back
 * @param redirectTo where a {@link Fault#REDIRECT} points
 * @param retryAfterOn503 what {@code Retry-After} says on a 503; zero: the header is absent
 * @param latency the minimum time of every answer
 * @param jitter the maximum that is added to the latency, uniformly distributed
 * @param seed the seed of the random generator; the same seed fails the same requests, in order of arrival
 */
public record FaultPlan(Map<Fault, Double> shares, boolean down, Duration outageFor, Duration delayFor, URI redirectTo,
        Duration retryAfterOn503, Duration latency, Duration jitter, long seed) {

    public FaultPlan {
        Map<Fault, Double> copy = new EnumMap<>(Fault.class);
        copy.putAll(shares);
        shares = Collections.unmodifiableMap(copy);
        Objects.requireNonNull(redirectTo, "redirectTo");
        shares.forEach((fault, share) -> {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(fault.json() + " is a share from 0 to 1, not " + share);
            }
        });
        // Not compared with 1 exactly: ten times 0.1 is a little more than 1.
        if (shares.values().stream().mapToDouble(Double::doubleValue).sum() > 1.000001) {
            throw new IllegalArgumentException("The shares of the faults add up to more than 1");
        }
        sensible("outageFor", outageFor);
        sensible("delayFor", delayFor);
        sensible("retryAfterOn503", retryAfterOn503);
        sensible("latency", latency);
        sensible("jitter", jitter);
    }

    private static void sensible(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(name + " lies between 0s and a year, not " + duration);
        }
    }
}
