package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.ImportCounters.ImportStatus;
import com.whitelabelcro.camel.importer.StopReason.StopSignal;
import com.whitelabelcro.camel.importer.Target.SendResult;
import com.whitelabelcro.camel.ledger.Imports;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One import: reads the rows of an input, maps them to records, and sends these to a target, several at a time, and the records
 * of one identity in their order. About a thousand records are in memory at most. Each row is counted exactly once in the
 * {@link ImportSummary}, and records that were not applied are written to the {@link FailedFile}.
 *
 * <p>A dry run only checks: nothing is sent and no file is written.
 *
 * <p>If the target refuses the key, or after {@link #cancel}, nothing more is sent. Records that were read and not sent then go to
 * the failed file; rows that were not read remain in the input, after the line {@link ImportSummary#resumeAfter}. Both together
 * are exactly the rest of the input. If nothing was sent at all, neither is needed, and the import can simply be repeated.
 */
public final class ImportRun {

    private final RecordReader reader;
    private final Target target;
    private final ImportOptions options;
    private final FailedFile failedFile;
    private final InstantSource time;
    private final ImportCounters tally = new ImportCounters();
    private final BodyMapper bodies;
    private final OrderedSender inOrder;
    private final FailureWriter keeper;
    private final StopSignal stopping = new StopSignal();
    /** Held while a row is processed, so that the summary never sees a row that is only partly counted. */
    private final Object taking = new Object();
    private boolean over;

    /**
     * Prepares an import without sending anything.
     *
     * @param reader the input; the caller closes it
     * @param mapping how columns are mapped to fields
     * @param target receives the records
     * @param options how many records at a time, from which line on, and whether it is a dry run
     * @param failedFile receives the records that fail; closed at the end of the run
     * @param time measures how long the import takes
     * @throws ImportConfigurationException if the columns do not fit the action, or if the failed file cannot be created
     */
    public ImportRun(RecordReader reader, Mapping mapping, Target target, ImportOptions options, FailedFile failedFile,
            InstantSource time) {
        this.reader = reader;
        this.target = target;
        this.options = options;
        this.failedFile = failedFile;
        this.time = time;
        reader.findHeader(mapping::fits);
        this.bodies = new BodyMapper(mapping, reader, target.action(), options, tally);
        this.inOrder = new OrderedSender(options.parallel(), this::send);
        reader.columns().ifPresent(columns -> failedFile.ofTable(columns, reader.separator()));
        this.keeper = new FailureWriter(tally, failedFile, options.dryRun(), this::stop);
    }

    /** Describes for the user which column fills which field and which columns are unused; several lines. */
    public String plan() {
        return bodies.plan();
    }

    /** Describes for the user the doubtful values found so far, one line each. */
    public List<String> doubts() {
        return bodies.doubts();
    }

    boolean dryRun() {
        return options.dryRun();
    }

    /** The progress so far. Can be called at any time and from any thread. */
    public ImportStatus status() {
        return tally.status(inOrder.waiting(), reader.bytesTotal().orElse(-1));
    }

    /**
     * Runs the import to its end. May be called once.
     *
     * @param series the series of imports ({@link Imports}) in which a repeated row is recognised; empty for none
     * @throws InterruptedException if the calling thread is interrupted; records in flight then continue on their own
     */
    public ImportSummary run(String series) throws InterruptedException {
        Instant start = time.instant();
        if (!options.dryRun() || target.remembers()) {
            bodies.begin(series, target.account());
        }
        // A separate thread, because a read from a pipe cannot be interrupted.
        Thread reading = new Thread(this::takeAll, "wlcro-import-reader");
        reading.setDaemon(true);
        reading.start();
        inOrder.awaitEnd(stopping::nanosLeft);
        inOrder.stop();
        synchronized (taking) {
            over = true;
        }
        inOrder.abandon().forEach(this::abandon);
        List<ImportRecord> unsent = inOrder.unsent();
        boolean anySent = tally.anySent();
        if (anySent) {
            unsent.stream().sorted(Comparator.comparingLong(ImportRecord::line)).forEach(keeper::notSent);
        }
        keeper.close();
        Optional<StopReason> stop = stopping.why();
        OptionalLong resumeAfter = stop.isPresent() && anySent && tally.leftSome()
                ? OptionalLong.of(tally.lastLine()) : OptionalLong.empty();
        return tally.summary(options.dryRun(), unsent.size(), Duration.between(start, time.instant()),
                stop, resumeAfter, failedFile.path());
    }

    /** The series whose rows this import read from files of failed records. Valid after the run. */
    public Set<String> mended() {
        return bodies.mended();
    }

    /**
     * Stops the import: nothing more is read or sent, and {@link #run} returns when all records in flight have ended, or after
     * this time. The outcome of a record that has not ended by then is unknown. Returns at once; a second call can shorten the
     * time.
     */
    public void cancel(Duration atMost) {
        stopping.endWithin(atMost);
        stop(new StopReason(StopReason.Cause.CANCELLED, "it was cancelled"));
    }

    private void abandon(ImportRecord pending) {
        synchronized (pending) {
            if (pending.end()) {
                boolean listed = !stopping.isLedgerLost() && target.ledger().isPresent();
                keeper.brokenOff(pending, target.isSafeToRepeat(pending.body()), listed);
            }
        }
    }

    /** Stops the import for this reason: nothing more is read or sent. Returns at once. */
    public void stop(StopReason why) {
        stopping.stop(why);
        inOrder.stop();
        if (reader.bytesTotal().isEmpty()) {
            // A pipe may never deliver another byte, so the reading thread is not waited for.
            inOrder.noMore();
        }
    }

    private void takeAll() {
        try {
            while (mayReadOn()) {
                if (!reader.hasNext()) {
                    tally.readAll();
                    break;
                }
                InputRow row = reader.next();
                synchronized (taking) {
                    if (over) {
                        continue;
                    } else if (row.line() > options.afterLine()) {
                        take(row);
                    } else {
                        bodies.pass(row);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            stop(new StopReason(StopReason.Cause.INPUT, "the input could not be read on after line " + tally.lastLine()));
        } catch (InterruptedException | RuntimeException | Error e) {
            stop(new StopReason(StopReason.Cause.INPUT,
                    "the row of line " + tally.lastLine() + " could not be handled: " + e.getClass().getSimpleName()));
        } finally {
            inOrder.noMore();
        }
    }

    /** After a stop, the remaining rows of a file are only counted; a pipe may never end, so it is not read further. */
    private boolean mayReadOn() {
        return !stopping.isStopped() || reader.bytesTotal().isPresent() && stopping.nanosLeft() > 0;
    }

    private void take(InputRow row) throws InterruptedException {
        if (stopping.isStopped()) {
            tally.unread();
            return;
        }
        tally.read(row.line(), reader.bytesUsed());
        if (row instanceof InputRow.Broken broken) {
            keeper.unreadable(broken);
            return;
        }
        ImportRecord pending = bodies.of((InputRow.Record) row);
        if (pending.flaw().isPresent()) {
            keeper.refused(pending, pending.flaw().get());
        } else if (pending.isForgotten() && !target.isSafeToRepeat(pending.body())) {
            keeper.stillForgotten(pending);
        } else if (options.dryRun()) {
            keeper.checked(pending, target);
        } else {
            inOrder.give(pending);
        }
    }

    private void send(ImportRecord pending) {
        try {
            target.send(pending.body(), pending.key(), result -> ended(pending, result));
        } catch (RuntimeException | Error e) {
            // The message of the exception is not used: it may quote values of the record.
            ended(pending, new SendResult.GivenUp(FailureWriter.OUTCOME_UNKNOWN,
                    "the sending itself failed with " + e.getClass().getSimpleName(), true, false));
        }
    }

    private void ended(ImportRecord pending, SendResult result) {
        // The thread that creates the summary waits here for a record that is being counted.
        synchronized (pending) {
            if (!pending.end()) {
                return;
            }
            try {
                count(pending, result);
            } finally {
                next(pending);
            }
        }
    }

    private void next(ImportRecord ended) {
        try {
            inOrder.ended(ended);
        } catch (RuntimeException | Error e) {
            stop(new StopReason(StopReason.Cause.INPUT, "no further record could be begun: " + e.getClass().getSimpleName()));
        }
    }

    private void count(ImportRecord pending, SendResult result) {
        if (result instanceof SendResult.NotApplied refused) {
            inOrder.unsent(pending);
            stop(refused.stop());
        } else {
            keeper.ended(pending, result);
        }
    }
}
