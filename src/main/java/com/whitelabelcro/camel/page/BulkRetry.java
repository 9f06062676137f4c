package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.ledger.EntryId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends lists of failed records again for the page, one at a time, and counts the outcomes. Thread-safe. */
final class BulkRetry implements RedriveService.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(BulkRetry.class);
    /** The number of different reasons for not sending that are shown. */
    private static final int MOST_REASONS = 10;
    private static final String OTHER_REASONS = "for other reasons";

    private final Function<RedriveService.Watcher, RedriveService> redrives;
    private final Map<String, Integer> notSent = new TreeMap<>();
    private int done;
    private int failed;
    private int all;
    private boolean running;
    private boolean brokenOff;

    /** @param redrives creates the service that sends, with its watcher */
    BulkRetry(Function<RedriveService.Watcher, RedriveService> redrives) {
        this.redrives = redrives;
    }

    /**
     * Begins to send these records again.
     *
     * @return false if an earlier list is not finished
     */
    boolean begin(List<EntryId> ids) {
        synchronized (this) {
            if (running) {
                return false;
            }
            running = true;
            brokenOff = false;
            all = ids.size();
            done = 0;
            failed = 0;
            notSent.clear();
        }
        run(ids).whenComplete((ended, problem) -> end(problem));
        return true;
    }

    private CompletionStage<Void> run(List<EntryId> ids) {
        try {
            return redrives.apply(this).run(ids);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void end(Throwable problem) {
        running = false;
        brokenOff = problem != null;
        if (brokenOff) {
            // The message is left out, since it may quote personal data.
            LOG.warn("Sending failed records again was aborted by {}", problem.getClass().getName());
        }
    }

    @Override
    public synchronized void done(EntryId id) {
        done++;
    }

    @Override
    public synchronized void failedAgain(EntryId id, Exception why) {
        failed++;
    }

    @Override
    public synchronized void notSent(EntryId id, String why) {
        notSent.merge(notSent.size() < MOST_REASONS || notSent.containsKey(why) ? why : OTHER_REASONS, 1, Integer::sum);
    }

    /** The progress as HTML; empty before the first list. */
    synchronized String html() {
        if (all == 0) {
            return "";
        }
        int kept = notSent.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder text = new StringBuilder("<div role=\"status\" id=\"bulk\"><p>" + (running ? "Sending again: " : "Sent again: ") + done
                + " of " + all + " done, " + failed + " failed again, " + kept + " not sent</p>");
        if (brokenOff) {
            text.append("<p class=\"bad\">It was broken off, and what is left is still in the list of failed records; see the log.</p>");
        }
        if (kept > 0) {
            text.append("<ul>");
            notSent.forEach((why, number) -> text.append("<li>").append(number).append(" not sent: ").append(Html.escape(why)).append("</li>"));
            text.append("</ul>");
        }
        return text.append("</div>").toString();
    }
}
