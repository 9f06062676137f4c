package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.importer.ImportCounters.ImportStatus;
import com.whitelabelcro.camel.importer.Progress.Pace;
import com.whitelabelcro.camel.importer.Target.QuotaUse;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;

@Fast
class ProgressTest {

    private static final Pace NO_PACE = new Pace(() -> 0);
    private static final QuotaUse QUOTA = new QuotaUse(97, 100, Duration.ofSeconds(60), 8, Optional.empty());

    @Test
    void withoutATerminalThereIsOneLineEveryTenSeconds() {
        FakeTicker ticker = new FakeTicker();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress progress = Progress.lines(() -> status(1_300, 10_000, 1_000_000, false), () -> QUOTA,
                new PrintStream(out, true, StandardCharsets.UTF_8), ticker);
        assertThat(ticker.period).isEqualTo(Duration.ofSeconds(10));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        ticker.task.run();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(
                "1,200 of about 130,000: 1,190 done, 10 failed, 8 waiting; quota 97 of 100; about 21h 28m left");
        progress.close();
        assertThat(ticker.closed).isTrue();
    }

    @Test
    void theReasonForWaitingIsShownWithoutControlCharacters() {
        QuotaUse paused = new QuotaUse(100, 100, Duration.ofSeconds(60), 8,
                Optional.of("paused until 12:00:03\u001b: rate limited"));
        assertThat(ProgressText.line(status(1_208, 10_000, -1, false), paused, NO_PACE))
                .isEqualTo("1,200: 1,190 done, 10 failed, 8 waiting; quota 100 of 100; paused until 12:00:03\\u001b: rate limited");
    }

    @Test
    void theRemainingTimeIsCountedInPeriodsOfTheLimit() {
        QuotaUse free = new QuotaUse(0, 100, Duration.ofSeconds(60), 0, Optional.empty());
        assertThat(ProgressText.timeLeft(status(1_300, 0, -1, true), free, NO_PACE)).isEqualTo(Duration.ZERO);
        assertThat(ProgressText.timeLeft(status(1_301, 0, -1, true), free, NO_PACE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(ProgressText.timeLeft(status(1_401, 0, -1, true), free, NO_PACE)).isEqualTo(Duration.ofSeconds(120));
        assertThat(ProgressText.timeLeft(status(1_300, 0, -1, false), free, NO_PACE)).isNull();
        assertThat(ProgressText.timeLeft(status(1_300, 0, -1, true), new QuotaUse(0, 0, Duration.ZERO, 0,
                Optional.empty()), NO_PACE)).isNull();
    }

    @Test
    void ifTheServerIsSlowerThanTheLimitTheRemainingTimeFollowsTheRecentThroughput() {
        long[] now = {0};
        Pace pace = new Pace(() -> now[0]);
        QuotaUse free = new QuotaUse(10, 100, Duration.ofSeconds(60), 0, Optional.empty());
        pace.note(1_100);
        now[0] = Duration.ofSeconds(5).toNanos();
        pace.note(1_150);
        assertThat(ProgressText.timeLeft(status(1_280, 0, -1, true), free, pace)).isEqualTo(Duration.ZERO);
        now[0] = Duration.ofSeconds(50).toNanos();
        pace.note(1_200);
        assertThat(ProgressText.timeLeft(status(1_280, 0, -1, true), free, pace)).isEqualTo(Duration.ofSeconds(40));
        assertThat(ProgressText.line(status(1_280, 0, -1, true), free, pace)).endsWith("; about 40s left");
        assertThat(ProgressText.timeLeft(status(1_500, 0, -1, true), free, pace)).isEqualTo(Duration.ofSeconds(180));
        // Only the recent throughput counts.
        now[0] = Duration.ofSeconds(105).toNanos();
        pace.note(1_205);
        assertThat(pace.timeFor(1)).isEqualTo(Duration.ofSeconds(11));
        QuotaUse paused = new QuotaUse(10, 100, Duration.ofSeconds(60), 0, Optional.of("rate limited"));
        assertThat(ProgressText.timeLeft(status(1_280, 0, -1, true), paused, pace)).isEqualTo(Duration.ZERO);
    }

    @Test
    void theTotalIsExactWhenAllRowsAreRead() {
        assertThat(ProgressText.line(status(1_300, 10_000, 1_000_000, true), QUOTA, NO_PACE)).startsWith("1,200 of 1,300: ");
    }

    @Test
    void aBarShowsTheSame() {
        FakeTicker ticker = new FakeTicker();
        StringBuilder shown = new StringBuilder();
        Progress progress = Progress.bar("create-lead", () -> status(1_300, 0, -1, true), () -> QUOTA,
                new DelegatingProgressBarConsumer(text -> shown.append(text).append('\n'), 200), ticker);
        ticker.task.run();
        progress.close();
        assertThat(shown.toString()).contains("create-lead", "1200/1300",
                "about 1m 0s left, 10 failed, quota 97/100, 8 waiting");
    }

    @Test
    void rowsSentBeforeAreNotCountedAsDone() {
        ImportStatus again = new ImportStatus(170, 45, 120, 2, 0, 3, 0, -1, true);
        assertThat(ProgressText.line(again, QuotaUse.none(), NO_PACE)).isEqualTo("167 of 170: 45 done, 120 sent before, 2 failed, 3 waiting");
        assertThat(ProgressText.brief(again, QuotaUse.none(), NO_PACE)).isEqualTo("120 sent before, 2 failed, 3 waiting");
    }

    private static ImportStatus status(long read, long used, long total, boolean readAll) {
        return new ImportStatus(read, 1_190, 0, 7, 3, 8, used, total, readAll);
    }

    private static final class FakeTicker implements Ticker {

        private Duration period;
        private Runnable task;
        private boolean closed;

        @Override
        public Ticking every(Duration every, Runnable run) {
            period = every;
            task = run;
            return () -> closed = true;
        }
    }
}
