package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.FailedRecord;
import com.whitelabelcro.camel.once.Once;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends failed records again, through the very routes that everything goes through, a few at a time. */
public final class Redrive {

    private static final int PARALLEL = 8;
    private static final int MOST_TOLD = 20;
    private static final int SECONDS = 10;

    private final Session session;
    private final PrintWriter out;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger notDriven = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private volatile boolean keyRefused;

    public Redrive(Session session, PrintWriter out) {
        this.session = session;
        this.out = out;
    }

    /** Sends these, and prints what came of it; those of one identity keep their order, which the ledger sees to. */
    public void run(List<EntryId> ids) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        ticker.scheduleAtFixedRate(() -> say(ids.size()), SECONDS, SECONDS, TimeUnit.SECONDS);
        for (EntryId id : ids) {
            threads.execute(() -> drive(id));
        }
        threads.shutdown();
        threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        ticker.shutdownNow();
        out.println(summary());
        out.flush();
    }

    private void say(int all) {
        out.println((done.get() + failed.get() + notDriven.get()) + " of " + all + ": " + summary());
        out.flush();
    }

    private String summary() {
        return done + " done, " + failed + " failed again" + (notDriven.get() == 0 ? "" : ", " + notDriven + " not sent");
    }

    private void drive(EntryId id) {
        if (keyRefused) {
            notDriven.incrementAndGet();
            return;
        }
        try {
            count(id, send(OpenLedger.show(session.pack().ledger(), id)));
        } catch (ConfigurationException e) {
            notDriven.incrementAndGet();
            tell(id, e.getMessage());
        }
    }

    private Exception send(FailedRecord record) {
        byte[] body = record.body().orElseThrow(() -> new ConfigurationException(
                "it is settled, or its fields are deleted by now (wlcro.ledger.retention)"));
        return session.call(session.action(record.action()), body, Map.of(WlcroHeaders.CONNECTION, record.connection()),
                Map.of(Once.REDRIVING, record.id())).getException();
    }

    private void count(EntryId id, Exception failure) {
        if (failure == null) {
            done.incrementAndGet();
            return;
        }
        keyRefused = keyRefused || failure instanceof Unauthorized;
        boolean sent = !(failure instanceof WlcroException typed) || typed.getAttempts() > 0;
        (sent || !(failure instanceof Conflict) && !keyRefused ? failed : notDriven).incrementAndGet();
        tell(id, failure instanceof WlcroException ours ? ours.getError() + ": " + ours.getMessage()
                : failure.getClass().getName());
    }

    private void tell(EntryId id, String what) {
        if (told.incrementAndGet() <= MOST_TOLD) {
            out.println(id + ": " + what);
        }
    }

    /** Whether the API refused the key, which is an exit code of its own. */
    public boolean keyRefused() {
        return keyRefused;
    }

    /** Whether all of them succeeded. */
    public boolean clean() {
        return failed.get() + notDriven.get() == 0;
    }
}
