package com.whitelabelcro.camel.page;

import java.time.Duration;

/** How long a number of records will take. */
final class QuotaForecast {

    private QuotaForecast() {}

    /** The time for these records if nothing else is sent: whole periods after the first one, whose quota is free. */
    static Duration of(long records, int limit, Duration period) {
        return period.multipliedBy(Math.max(0, (records - 1) / limit));
    }
}
