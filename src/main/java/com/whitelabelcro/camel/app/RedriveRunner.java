package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.importer.Printable;
import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends failed records again for a user at a terminal and prints the results. */
public final class RedriveRunner implements RedriveService.Watcher {

    private static final int MAX_REPORTED = 20;
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ActionClient session;
    private final RedriveService redrive;
    private final Ledger ledger;
    private final PrintWriter out;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger notSent = new AtomicInteger();
    private final AtomicInteger reported = new AtomicInteger();
    private LedgerException stopped;

    public RedriveRunner(ActionClient session, PrintWriter out) {
        this.redrive = session.pack().redrive(this);
        this.session = session;
        this.ledger = session.pack().ledger();
        this.out = out;
    }

    /** Sends these records and prints the result. */
    public void run(List<EntryId> ids) {
        try (LedgerWatch watched = session.watchLedger();
                Ticker.Ticking shown = Ticker.real().every(EVERY, () -> printProgress(ids.size()))) {
            redrive.run(ids).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof LedgerException why)) {
                throw e;
            }
            stopped = why;
        }
        notSent.set(ids.size() - done.get() - failed.get());
        if (stopped == null && notSent.get() > 0) {
            stopped = ledger.failure().orElse(null);
        }
        if (stopped != null) {
            out.println("Stopped: " + Printable.of(stopped.getMessage()));
        }
        out.println(summary());
        if (stopped != null && isAnySent()) {
            out.println("Look up the records that are still in the list before you send them again:"
                    + " some of them may have been sent without the ledger knowing");
        }
        out.flush();
    }

    private void printProgress(int all) {
        out.println((done.get() + failed.get() + notSent.get()) + " of " + all + ": " + summary());
        out.flush();
    }

    private String summary() {
        return done + " done, " + failed + " failed again" + (notSent.get() == 0 ? "" : ", " + notSent + " not sent");
    }

    /** Whether it stopped because the ledger could not be used any more. */
    public boolean stopped() {
        return stopped != null;
    }

    /** Whether any record was sent. */
    public boolean isAnySent() {
        return done.get() + failed.get() > 0;
    }

    @Override
    public void done(EntryId id) {
        done.incrementAndGet();
    }

    @Override
    public void failedAgain(EntryId id, Exception why) {
        failed.incrementAndGet();
        report(id, RedriveService.describe(why));
    }

    @Override
    public void notSent(EntryId id, String why) {
        notSent.incrementAndGet();
        report(id, why);
    }

    private void report(EntryId id, String what) {
        if (reported.incrementAndGet() <= MAX_REPORTED) {
            out.println(id + ": " + Printable.of(what));
        }
    }

    /** Whether the API refused a key, which has its own exit code. */
    public boolean keyRefused() {
        return redrive.keyRefused();
    }

    /** Whether all records succeeded. */
    public boolean clean() {
        return failed.get() + notSent.get() == 0;
    }
}
