package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.importer.FailedFile;
import com.whitelabelcro.camel.importer.ImportOptions;
import com.whitelabelcro.camel.importer.ImportRun;
import com.whitelabelcro.camel.importer.ImportSummary;
import com.whitelabelcro.camel.importer.Mapping;
import com.whitelabelcro.camel.importer.Preview;
import com.whitelabelcro.camel.importer.Printable;
import com.whitelabelcro.camel.importer.Progress;
import com.whitelabelcro.camel.importer.RecordReader;
import com.whitelabelcro.camel.importer.StopReason;
import com.whitelabelcro.camel.importer.Target;
import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs an import for a user at a terminal: prints the plan, shows the progress, and can be interrupted with Ctrl-C.
 */
public final class ImportRunner {

    private static final Duration AFTER_CTRL_C = Duration.ofSeconds(2);

    private final RecordReader reader;
    private final Mapping mapping;
    private final Target target;
    private final FileSeries series;
    private final SentBefore before;

    public ImportRunner(RecordReader reader, Mapping mapping, Target target, FileSeries series, SentBefore before) {
        this.reader = reader;
        this.mapping = mapping;
        this.target = target;
        this.series = series;
        this.before = before;
    }

    /** Runs the import to its end and prints the summary. */
    public ImportSummary run(ImportOptions options, FailedFile failed, PrintWriter out) throws InterruptedException {
        ImportRun run = new ImportRun(reader, mapping, target, options, failed, InstantSource.system());
        out.println(reader.description());
        target.ledger().ifPresent(place -> out.println("Ledger: " + place));
        if (options.dryRun()) {
            before.note().ifPresent(out::println);
        }
        reader.remarks().forEach(out::println);
        out.println(run.plan());
        String name = options.dryRun() ? series.look(before) : series.begin();
        series.plan().ifPresent(out::println);
        boolean seen = options.dryRun() || System.console() != null;
        new Preview(reader, mapping, target, options).lines(name, seen).forEach(out::println);
        out.flush();
        CountDownLatch over = new CountDownLatch(1);
        Thread onCtrlC = new Thread(() -> cancel(run, over), "wlcro-interrupt");
        if (!remember(onCtrlC)) {
            run.cancel(Duration.ZERO);
        }
        try {
            ImportSummary summary;
            // The ledger is watched separately, because records may wait for hours without using it.
            try (LedgerWatch watched = new LedgerWatch(target::ledgerFailure, why -> stop(run, why), Ticker.real());
                    Progress shown = Progress.of(run, target, System.err, System.console() != null, Ticker.real())) {
                summary = run.run(name);
            }
            reader.repeatedHeaders()
                    .forEach(line -> out.println("line " + line + ": the header again, skipped"));
            reader.laterRemarks().forEach(out::println);
            run.doubts().forEach(out::println);
            Optional<String> notNoted = summary.isForgotten() ? Optional.empty() : series.end(summary, run.mended());
            out.print(summary.text(series.recognises()));
            failed.table().ifPresent(table -> out.println("The same as a table, to be corrected in a spreadsheet: "
                    + Printable.of(table.toString())));
            summary.forecast(target.quota()).ifPresent(out::println);
            notNoted.ifPresent(out::println);
            out.flush();
            return summary;
        } finally {
            over.countDown();
            forget(onCtrlC);
        }
    }

    /** Stops the import after the ledger was lost: waiting records are rejected, and requests in flight end. */
    private void stop(ImportRun run, LedgerException why) {
        run.stop(new StopReason(StopReason.causeOf(why), why.getMessage()));
        target.stop();
    }

    /** Runs during process shutdown: lets requests in flight end and the summary be printed. */
    private void cancel(ImportRun run, CountDownLatch over) {
        run.cancel(AFTER_CTRL_C);
        target.stop();
        try {
            over.await(AFTER_CTRL_C.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean remember(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            // The process is already shutting down.
            return false;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is shutting down, and this hook is running.
        }
    }
}
