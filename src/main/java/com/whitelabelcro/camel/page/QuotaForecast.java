package com.whitelabelcro.camel.page;

import java.time.Duration;

/** Estimates how long it takes to send a number of records. */
final class QuotaForecast {

    private QuotaForecast() {}

    /** The time for these records if nothing else is sent: whole periods after the first one, whose quota is free. */
    static Duration of(long records, int limit, Duration period) {
        return period.multipliedBy(Math.max(0, (records - 1) / limit));
    }
}
