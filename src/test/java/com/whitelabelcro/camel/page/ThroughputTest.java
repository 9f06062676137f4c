package com.whitelabelcro.camel.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.RecordHistory;
import com.whitelabelcro.camel.ledger.RecordHistory.EndedRecords;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

@Fast
class ThroughputTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final Map<Long, EndedRecords> ledger = new TreeMap<>();
    private final List<Duration> asked = new ArrayList<>();
    private Instant now = NOON;
    private final Throughput throughput = new Throughput(() -> new RecordHistory() {
        @Override
        public CompletionStage<List<RecordStatus>> last(int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<EndedRecords>> ended(Instant from, Duration length) {
            asked.add(length);
            long minute = from.getEpochSecond() / 60;
            return CompletableFuture.completedFuture(ledger.values().stream()
                    .filter(each -> each.minute() >= minute && each.minute() < minute + length.toMinutes()).toList());
        }

        @Override
        public CompletionStage<List<RecordStatus>> withExternalId(String externalId, Collection<String> actions, int most) {
            throw new UnsupportedOperationException();
        }
    }, () -> now);

    private void end(Instant when, long done, long failed) {
        long minute = when.getEpochSecond() / 60;
        ledger.put(minute, new EndedRecords(minute, done, failed));
    }

    private List<EndedRecords> hour() {
        throughput.refresh().toCompletableFuture().join();
        return throughput.within(Duration.ofHours(1), Duration.ofMinutes(1));
    }

    @Test
    void endedRecordsAreCountedByMinuteAndByPartOfTheDay() {
        end(NOON, 1, 0);
        now = NOON.plusSeconds(61);
        end(now, 1, 1);

        assertThat(hour()).hasSize(60);
        assertThat(hour().get(58)).isEqualTo(new EndedRecords(NOON.getEpochSecond() / 60, 1, 0));
        assertThat(hour().get(59)).isEqualTo(new EndedRecords(NOON.getEpochSecond() / 60 + 1, 1, 1));
        List<EndedRecords> day = throughput.within(Duration.ofDays(1), Duration.ofMinutes(15));
        assertThat(day).hasSize(96);
        assertThat(day.get(95)).isEqualTo(new EndedRecords(NOON.getEpochSecond() / 60, 2, 1));
    }

    @Test
    void afterTheClockIsSetBackTheDayIsCountedAgain() {
        end(NOON.minusSeconds(3_600), 2, 0);
        now = NOON.plus(Duration.ofDays(2));
        assertThat(hour()).allMatch(each -> each.done() == 0);

        now = NOON;
        end(now, 1, 0);

        assertThat(hour().get(59).done()).isEqualTo(1);
        assertThat(throughput.within(Duration.ofDays(1), Duration.ofMinutes(15))).extracting(EndedRecords::done).contains(2L);
        asked.clear();
        hour();
        assertThat(asked).hasSize(1);
    }

    @Test
    void theDayIsCountedInSmallPartsAndLaterOnlyTheLastMinutesAgain() {
        hour();
        assertThat(asked).hasSizeBetween(96, 98).allMatch(each -> each.toMinutes() <= 15);
        asked.clear();

        end(NOON, 5, 0);
        assertThat(hour().get(59).done()).isEqualTo(5);
        now = NOON.plusSeconds(60);
        end(NOON, 6, 0);
        assertThat(hour().get(58).done()).as("stored after its minute was over").isEqualTo(6);
        assertThat(asked).hasSize(2).allMatch(each -> each.toMinutes() <= 3);
    }

    @Test
    void countsOlderThanADayAreDropped() {
        end(NOON, 1, 0);
        hour();
        now = NOON.plus(Duration.ofDays(1)).plusSeconds(60);
        hour();
        assertThat(throughput.within(Duration.ofDays(1), Duration.ofMinutes(15))).allMatch(each -> each.done() == 0);
    }

    @Test
    void aForecastCountsWholePeriodsAfterTheFirst() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(FailedListPage.timeToSend(100, 100, minute)).isZero();
        assertThat(FailedListPage.timeToSend(101, 100, minute)).isEqualTo(minute);
        assertThat(FailedListPage.timeToSend(5_000, 100, minute)).isEqualTo(Duration.ofMinutes(49));
    }
}
