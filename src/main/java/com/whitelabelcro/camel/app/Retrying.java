package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.app.importer.Printable;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.route.Redrive;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends failed records again for somebody at a terminal, and tells what comes of it. */
public final class Retrying implements Redrive.Watcher {

    private static final int MOST_TOLD = 20;
    private static final int SECONDS = 10;

    private final Redrive redrive;
    private final PrintWriter out;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger notSent = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    public Retrying(Session session, PrintWriter out) {
        this.redrive = session.pack().redrive(this);
        this.out = out;
    }

    /** Sends these, and prints what came of it. */
    public void run(List<EntryId> ids) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        ticker.scheduleAtFixedRate(() -> say(ids.size()), SECONDS, SECONDS, TimeUnit.SECONDS);
        try {
            OpenLedger.get(redrive.run(ids));
        } finally {
            ticker.shutdownNow();
        }
        out.println(summary());
        out.flush();
    }

    private void say(int all) {
        out.println((done.get() + failed.get() + notSent.get()) + " of " + all + ": " + summary());
        out.flush();
    }

    private String summary() {
        return done + " done, " + failed + " failed again" + (notSent.get() == 0 ? "" : ", " + notSent + " not sent");
    }

    @Override
    public void done(EntryId id) {
        done.incrementAndGet();
    }

    @Override
    public void failedAgain(EntryId id, Exception why) {
        failed.incrementAndGet();
        tell(id, Redrive.told(why));
    }

    @Override
    public void notSent(EntryId id, String why) {
        notSent.incrementAndGet();
        tell(id, why);
    }

    private void tell(EntryId id, String what) {
        if (told.incrementAndGet() <= MOST_TOLD) {
            out.println(id + ": " + Printable.of(what));
        }
    }

    /** Whether the API refused a key, which is an exit code of its own. */
    public boolean keyRefused() {
        return redrive.keyRefused();
    }

    /** Whether all of them succeeded. */
    public boolean clean() {
        return failed.get() + notSent.get() == 0;
    }
}
