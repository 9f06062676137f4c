package com.whitelabelcro.camel.system;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The share of its quota that a key used while records were waiting, computed from the arrival times of its requests.
 *
 * <p>A hundred requests use a hundred permits, and the next hundred can arrive one period later at the earliest. So each
 * hundred is compared with the previous hundred, by the mean of their times. The time from the first request to the last would not
 * be suitable: a permit is used at the beginning of its period, so that one repeated request more than the quota of a whole number of
 * periods seems to cost a whole period.
 *
 * @param means the mean arrival time of each hundred, milliseconds; an incomplete last hundred is omitted
 * @param period of the quota
 */
public record QuotaShare(List<Double> means, Duration period) {

    /**
     * @param requests in the order of arrival, at least two periods of them
     * @param limit the number of requests per period
     */
    static QuotaShare of(List<SandboxRequest> requests, int limit, Duration period) {
        return ofTimes(requests.stream().map(SandboxRequest::millis).toList(), limit, period);
    }

    /** The same by the times themselves, milliseconds. */
    public static QuotaShare ofTimes(List<Long> times, int limit, Duration period) {
        return new QuotaShare(IntStream.range(0, times.size() / limit).mapToObj(i -> times.subList(i * limit, (i + 1) * limit)
                .stream().mapToLong(each -> each).average().orElseThrow()).toList(), period);
    }

    /** From 0 to 1. */
    public double value() {
        return (means.size() - 1.0) * period.toMillis() / (means.get(means.size() - 1) - means.get(0));
    }

    /** For each hundred, how much later than the earliest possible time it arrived after the previous one, milliseconds. */
    List<Long> delays() {
        return IntStream.range(1, means.size()).mapToObj(i -> Math.round(means.get(i) - means.get(i - 1) - period.toMillis())).toList();
    }
}
