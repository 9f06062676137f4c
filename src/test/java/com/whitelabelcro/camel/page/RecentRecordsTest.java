package com.whitelabelcro.camel.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.page.RecentRecords.Minute;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@Fast
class RecentRecordsTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private Instant now = NOON;
    private final RecentRecords records = new RecentRecords(() -> now);

    private void end(String outcome) {
        records.onEvent(new RecordEnded("acme", "create-lead", outcome, 1, Duration.ofMillis(5)));
    }

    @Test
    void whatEndedIsCountedByMinute() {
        end(RecordEnded.DONE);
        now = NOON.plusSeconds(61);
        end(RecordEnded.DUPLICATE);
        end("Unavailable");

        List<Minute> hour = records.within(Duration.ofHours(1), Duration.ofMinutes(1));
        assertThat(hour).hasSize(60);
        assertThat(hour.get(58)).isEqualTo(new Minute(NOON.getEpochSecond() / 60, 1, 0));
        assertThat(hour.get(59)).isEqualTo(new Minute(NOON.getEpochSecond() / 60 + 1, 1, 1));
        List<Minute> day = records.within(Duration.ofDays(1), Duration.ofMinutes(15));
        assertThat(day).hasSize(96);
        assertThat(day.get(95)).isEqualTo(new Minute(NOON.getEpochSecond() / 60, 2, 1));
    }

    @Test
    void whatIsOlderThanADayIsForgotten() {
        end(RecordEnded.DONE);
        now = NOON.plus(Duration.ofDays(1));
        assertThat(records.within(Duration.ofDays(1), Duration.ofMinutes(15))).allMatch(each -> each.done() == 0);
    }

    @Test
    void theLastRecordsAreKeptTheLatestFirst() {
        for (int i = 0; i < 1_000; i++) {
            end("E" + i);
        }
        assertThat(records.last(3)).extracting(each -> each.event().outcome()).containsExactly("E999", "E998", "E997");
        assertThat(records.last(1_000)).hasSize(200);
    }

    @Test
    void aForecastCountsWholePeriodsAfterTheFirst() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(QuotaForecast.of(100, 100, minute)).isZero();
        assertThat(QuotaForecast.of(101, 100, minute)).isEqualTo(minute);
        assertThat(QuotaForecast.of(5_000, 100, minute)).isEqualTo(Duration.ofMinutes(49));
    }
}
