package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.ledger.EntryId;
import java.util.List;

/** Keeps the outcome of one record that is sent again, as a sentence for the page. */
final class SingleRetry implements RedriveService.Watcher {

    private volatile String note = "";
    private volatile boolean done;
    private volatile List<String> violations = List.of();

    @Override
    public void done(EntryId id) {
        done = true;
        note = "Sent again, and done.";
    }

    @Override
    public void failedAgain(EntryId id, Exception why) {
        violations = why instanceof WlcroException typed ? typed.getViolations() : List.of();
        note = "Sent again, and it failed again. " + RedriveService.describe(why);
    }

    @Override
    public void notSent(EntryId id, String why) {
        note = "Not sent: " + why;
    }

    /** The outcome; empty while the record is being sent. */
    String note() {
        return note;
    }

    /** The violations by field, if the record failed again because of them. */
    List<String> violations() {
        return violations;
    }

    boolean isDone() {
        return done;
    }
}
