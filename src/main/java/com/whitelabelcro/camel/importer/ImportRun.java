package com.whitelabelcro.camel.importer;

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
 * One import: takes the rows of an input, maps them, and sends them to a target, a few at once and those of one
 * identity in their order. It holds no more than about a thousand records at any time. Every row ends in exactly one
 * count of the {@link ImportSummary}, and what did not get through stands in the {@link FailedFile}.
 *
 * <p>A dry run only checks: nothing is sent and no file is written.
 *
 * <p>If the target refuses the key, or on {@link #cancel}, nothing more is sent. Records that were taken and not sent
 * then go to the failed file; rows that were not looked at stay in the input, behind
 * {@link ImportSummary#resumeAfter}. Together they are exactly the rest. If nothing was sent at all, neither is needed.
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
    /** Held while a row is dealt with, so that none is half counted when the summary is made. */
    private final Object taking = new Object();
    private boolean over;

    /**
     * Prepares an import; nothing is sent yet.
     *
     * @param reader the input; whoever opened it closes it
     * @param mapping how its columns become fields
     * @param target where to
     * @param options how
     * @param failedFile where records go that fail; closed at the end of the run
     * @param time for the time elapsed
     * @throws ImportConfigurationException if the columns do not fit the action, or if there is no place for records
     *     that fail
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

    /** What fills which field, and what is left; several lines for people. */
    public String plan() {
        return bodies.plan();
    }

    /** What was doubtful so far, for people. */
    public List<String> doubts() {
        return bodies.doubts();
    }

    boolean dryRun() {
        return options.dryRun();
    }

    /** How far it is; can be asked at any time, from any thread. */
    public ImportStatus status() {
        return tally.status(inOrder.waiting(), reader.bytesTotal().orElse(-1));
    }

    /** The same for an import of no series. */
    public ImportSummary run() throws InterruptedException {
        return run("");
    }

    /**
     * Runs it to its end. To be called once.
     *
     * @param series by which rows that may be meant again are recognised ({@link Imports}); empty for none
     * @throws InterruptedException if the calling thread is interrupted; what is in flight then goes on by itself
     */
    public ImportSummary run(String series) throws InterruptedException {
        Instant start = time.instant();
        if (!options.dryRun() || target.remembers()) {
            bodies.begin(series, target.account());
        }
        // A thread of its own, for a read from a pipe cannot be called off.
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

    /** The series of rows that it took from files of failed records; known at its end. */
    public Set<String> mended() {
        return bodies.mended();
    }

    /**
     * Stops it: nothing more is read or sent, and {@link #run} returns when what is in flight has ended, or after this
     * time. What has not ended then is of unknown outcome. Returns at once; a second call can shorten the time.
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

    /** Stops it for this reason: nothing more is read or sent. Returns at once. */
    public void stop(StopReason why) {
        stopping.stop(why);
        inOrder.stop();
        if (reader.bytesTotal().isEmpty()) {
            // A pipe may be silent for ever; there is nothing to wait for.
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

    /** Once stopped, the rest of a file is only counted; of a pipe, nobody knows when it ends. */
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
        InputRow.Record record = (InputRow.Record) row;
        ImportRecord pending;
        try {
            pending = bodies.of(record);
        } catch (ImportConfigurationException e) {
            keeper.invalid(bodies.asIs(record), e.getMessage());
            return;
        }
        if (pending.isDoubtful()) {
            keeper.doubtful(pending);
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
            // Its message may quote anything.
            ended(pending, new SendResult.GivenUp(FailureWriter.OUTCOME_UNKNOWN,
                    "the sending itself failed with " + e.getClass().getSimpleName(), true, false));
        }
    }

    private void ended(ImportRecord pending, SendResult result) {
        // Whoever makes the summary waits for the one that is being counted.
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
