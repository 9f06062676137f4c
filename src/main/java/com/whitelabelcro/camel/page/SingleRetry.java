package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.ledger.EntryId;

/** Remembers how one record ended that was sent again, as a sentence. */
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

    /** What became of it; empty while it is under way. */
    String note() {
        return note;
    }

    boolean isDone() {
        return done;
    }
}
