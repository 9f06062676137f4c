package com.whitelabelcro.camel.system;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of its quota a key used while work was waiting, by the times at which its requests came.
 *
 * <p>A hundred requests are made with a hundred permits, and the next hundred can come one period later at the earliest. So each
 * hundred is compared with the hundred before it, by the mean of their times. The time from the first request to the last would not
 * do: a permit is used at the beginning of its period, so that one repeated request more than the quota of a whole number of
 * periods seems to cost a whole period.
 *
 * @param means when each hundred came in the mean, milliseconds; what does not fill a hundred at the end is left out
 * @param period of the quota
 */
record QuotaShare(List<Double> means, Duration period) {

    /**
     * @param requests in the order of arrival, at least two periods of them
     * @param limit how many requests a period allows
     */
    static QuotaShare of(List<SandboxRequest> requests, int limit, Duration period) {
        return new QuotaShare(IntStream.range(0, requests.size() / limit).mapToObj(i -> requests.subList(i * limit, (i + 1) * limit)
                .stream().mapToLong(SandboxRequest::millis).average().orElseThrow()).toList(), period);
    }

    /** From 0 to 1. */
    double value() {
        return (means.size() - 1.0) * period.toMillis() / (means.get(means.size() - 1) - means.get(0));
    }

    /** How much later than the earliest possible time each hundred came after the one before it, milliseconds. */
    List<Long> delays() {
        return IntStream.range(1, means.size()).mapToObj(i -> Math.round(means.get(i) - means.get(i - 1) - period.toMillis())).toList();
    }
}
