package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.ImportCounters.ImportStatus;
import com.whitelabelcro.camel.importer.Target.QuotaUse;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the progress of an import: on a terminal as a bar that is updated every second, otherwise (in a log, in CI) as one line
 * every ten seconds. Both show the same: the records that are done, failed and waiting, the use of the quota, the reason if
 * nothing is sent, and the remaining time.
 */
public final class Progress implements AutoCloseable {

    private static final Duration BAR = Duration.ofSeconds(1);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final Supplier<ImportStatus> status;
    private final Supplier<QuotaUse> quota;
    private final Display display;
    private final Pace pace = new Pace(System::nanoTime);
    private final Ticker.Ticking ticking;

    private Progress(Supplier<ImportStatus> status, Supplier<QuotaUse> quota, Display display, Duration period,
            Ticker ticker) {
        this.status = status;
        this.quota = quota;
        this.display = display;
        this.ticking = ticker.every(period, this::show);
    }

    /**
     * Shows a bar if there is a terminal, and lines otherwise.
     *
     * @param err receives the display; not the standard output, which is for results
     * @param terminal whether there is one, such as {@code System.console() != null}
     */
    public static Progress of(ImportRun run, Target target, PrintStream err, boolean terminal, Ticker ticker) {
        Supplier<QuotaUse> quota = run.dryRun() ? QuotaUse::none : target::quota;
        return terminal
                ? bar(target.action().name(), run::status, quota, new ConsoleProgressBarConsumer(err), ticker)
                : lines(run::status, quota, err, ticker);
    }

    static Progress lines(Supplier<ImportStatus> status, Supplier<QuotaUse> quota, PrintStream err, Ticker ticker) {
        return new Progress(status, quota, new Lines(err), LINE, ticker);
    }

    static Progress bar(String task, Supplier<ImportStatus> status, Supplier<QuotaUse> quota, ProgressBarConsumer console,
            Ticker ticker) {
        return new Progress(status, quota, new Bar(task, console), BAR, ticker);
    }

    private void show() {
        try {
            ImportStatus now = status.get();
            pace.note(now.ended());
            display.show(now, quota.get(), pace);
        } catch (RuntimeException e) {
            // The display must not end because one number is missing; the next tick shows it.
        }
    }

    /** Ends the display; the last state stays. */
    @Override
    public void close() {
        ticking.close();
        show();
        display.end();
    }

    private interface Display {

        void show(ImportStatus status, QuotaUse quota, Pace pace);

        void end();
    }

    private record Lines(PrintStream err) implements Display {

        @Override
        public void show(ImportStatus status, QuotaUse quota, Pace pace) {
            err.println(ProgressText.line(status, quota, pace));
        }

        @Override
        public void end() {
            err.flush();
        }
    }

    private static final class Bar implements Display {

        private final ProgressBar bar;

        private Bar(String task, ProgressBarConsumer console) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis((int) BAR.toMillis())
                    // The estimate of the library uses only the throughput so far; this one also uses the limit.
                    .hideEta()
                    .setConsumer(console)
                    .build();
        }

        @Override
        public void show(ImportStatus status, QuotaUse quota, Pace pace) {
            bar.maxHint(status.total().orElse(-1));
            bar.stepTo(status.ended());
            bar.setExtraMessage(" " + ProgressText.brief(status, quota, pace));
        }

        @Override
        public void end() {
            bar.close();
        }
    }

    /** The recent throughput. It determines the remaining time if the server is slower than the limit. */
    static final class Pace {

        private static final long LATELY = Duration.ofSeconds(60).toNanos();
        private static final long ENOUGH = Duration.ofSeconds(8).toNanos();

        private final LongSupplier nanos;
        private final Deque<Sample> samples = new ArrayDeque<>();

        private record Sample(long nanos, long ended) {
        }

        /** @param nanos a monotonic clock, such as {@link System#nanoTime} */
        Pace(LongSupplier nanos) {
            this.nanos = nanos;
        }

        /** Stores how many have finished by now. */
        void note(long ended) {
            long now = nanos.getAsLong();
            while (samples.size() > 1 && now - samples.peekFirst().nanos() > LATELY) {
                samples.removeFirst();
            }
            samples.addLast(new Sample(now, ended));
        }

        /** The time for this many records at this throughput; zero if it is not known yet, or if none has ended recently. */
        Duration timeFor(long records) {
            if (samples.isEmpty()) {
                return Duration.ZERO;
            }
            long time = samples.peekLast().nanos() - samples.peekFirst().nanos();
            long ended = samples.peekLast().ended() - samples.peekFirst().ended();
            return time < ENOUGH || ended <= 0 ? Duration.ZERO : Duration.ofNanos((long) ((double) time / ended * records));
        }
    }
}
