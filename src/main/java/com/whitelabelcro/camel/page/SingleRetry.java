package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.ledger.EntryId;

/** Keeps the outcome of one record that is sent again, as a sentence for people. */
final class SingleRetry implements RedriveService.Watcher {

    private volatile String note = "";
    private volatile boolean done;

    @Override
    public void done(EntryId id) {
        done = true;
        note = "Sent again, and done.";
    }

    @Override
    public void failedAgain(EntryId id, Exception why) {
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

    boolean isDone() {
        return done;
    }
}
