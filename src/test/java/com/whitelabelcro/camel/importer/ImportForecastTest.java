package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.importer.Target.QuotaUse;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Fast
class ImportForecastTest {

    private static QuotaUse quota(int used, int limit, Duration period) {
        return new QuotaUse(used, limit, period, 0, Optional.empty());
    }

    @Test
    void theTimeIsCountedInPeriodsOfTheLimit() {
        QuotaUse quota = quota(0, 100, Duration.ofMinutes(1));
        assertThat(ImportForecast.of(2_400, true, 180, quota))
                .isEqualTo("2,400 records to send; at 100 a minute about 24 minutes; 180 were sent before");
        assertThat(ImportForecast.of(100, true, 0, quota)).isEqualTo("100 records to send; at 100 a minute less than 1 minute");
        assertThat(ImportForecast.of(101, false, 0, quota)).isEqualTo("About 101 records to send; at 100 a minute about 2 minutes");
        assertThat(ImportForecast.of(100_000, true, 0, quota)).endsWith("about 17 hours");
        assertThat(ImportForecast.of(1_000_000, true, 0, quota)).endsWith("about 7 days");
    }

    @Test
    void permitsThatAreAlreadyInUseCount() {
        assertThat(ImportForecast.of(60, true, 0, quota(50, 100, Duration.ofSeconds(10))))
                .isEqualTo("60 records to send; at 100 per 10 seconds about 20 seconds");
    }

    @Test
    void noTimeIsForecastWithoutALimitOrWithNothingToSend() {
        assertThat(ImportForecast.of(1, true, 1, QuotaUse.none())).isEqualTo("1 record to send; 1 was sent before");
        assertThat(ImportForecast.of(0, true, 2, quota(0, 100, Duration.ofMinutes(1))))
                .isEqualTo("0 records to send; 2 were sent before");
    }
}
