package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends failed records again for the page, a list at a time, and remembers how it goes. Thread-safe. */
final class BulkRetry implements RedriveService.Watcher {

    private final RoutePackInstaller pack;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger notSent = new AtomicInteger();
    private volatile int all;
    private volatile boolean running;

    BulkRetry(RoutePackInstaller pack) {
        this.pack = pack;
    }

    /**
     * Begins to send these records again.
     *
     * @return false if an earlier list is not finished
     */
    synchronized boolean begin(List<EntryId> ids) {
        if (running) {
            return false;
        }
        running = true;
        all = ids.size();
        List.of(done, failed, notSent).forEach(each -> each.set(0));
        pack.redrive(this).run(ids).whenComplete((ended, problem) -> running = false);
        return true;
    }

    @Override
    public void done(EntryId id) {
        done.incrementAndGet();
    }

    @Override
    public void failedAgain(EntryId id, Exception why) {
        failed.incrementAndGet();
    }

    @Override
    public void notSent(EntryId id, String why) {
        notSent.incrementAndGet();
    }

    /** How it goes; empty if nothing was begun. */
    String html() {
        return all == 0 ? "" : "<p role=\"status\" id=\"bulk\">" + (running ? "Sending again: " : "Sent again: ") + done + " of " + all
                + " done, " + failed + " failed again, " + notSent + " not sent</p>";
    }
}
