package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.FailedRecord;
import com.whitelabelcro.camel.once.IdentityKey;
import com.whitelabelcro.camel.once.Once;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends failed records again, through the very routes that everything goes through, a few at a time; those about the same
 * lead, client or {@code external_id} one after the other, so that the last change stays the last.
 */
public final class Redrive {

    private static final int PARALLEL = 8;
    private static final int MOST_TOLD = 20;
    private static final int SECONDS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Session session;
    private final PrintWriter out;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger notDriven = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    /** The connections whose key the API refuses: what is left for them stays as it is. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    public Redrive(Session session, PrintWriter out) {
        this.session = session;
        this.out = out;
    }

    /** Sends these, and prints what came of it. */
    public void run(List<EntryId> ids) throws InterruptedException {
        Lanes lanes = new Lanes(PARALLEL);
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        ticker.scheduleAtFixedRate(() -> say(ids.size()), SECONDS, SECONDS, TimeUnit.SECONDS);
        try {
            // Of those that wait only the numbers are kept: a body is read again when its turn has come.
            ids.forEach(id -> known(id).ifPresent(record -> lanes.give(about(record), () -> drive(id))));
            lanes.end();
        } finally {
            ticker.shutdownNow();
        }
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

    private Optional<FailedRecord> known(EntryId id) {
        try {
            return Optional.of(OpenLedger.show(session.pack().ledger(), id));
        } catch (ConfigurationException e) {
            notDriven.incrementAndGet();
            tell(id, e.getMessage());
            return Optional.empty();
        }
    }

    /** What must not be overtaken: the record that the path names, else the one that external_id names, else nothing. */
    private Optional<String> about(FailedRecord record) {
        String field = session.action(record.action()).pathParameter().orElse(Action.EXTERNAL_ID);
        try {
            JsonNode body = JSON.readTree(record.body().orElse(new byte[0]));
            return body.hasNonNull(field)
                    ? Optional.of(record.connection() + " " + field + " " + body.get(field).asText()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void drive(EntryId id) {
        known(id).ifPresent(record -> {
            if (refused.contains(record.connection())) {
                notDriven.incrementAndGet();
            } else if (record.body().isEmpty()) {
                notDriven.incrementAndGet();
                tell(id, "it is settled, or its fields are deleted by now (wlcro.ledger.retention)");
            } else {
                count(record, send(record));
            }
        });
    }

    private Exception send(FailedRecord record) {
        Map<String, Object> headers = new HashMap<>(Map.of(WlcroHeaders.CONNECTION, record.connection()));
        IdentityKey.of(record).ifPresent(key -> headers.put(WlcroHeaders.IDEMPOTENCY_KEY, key));
        return session.call(session.action(record.action()), record.body().get(), headers,
                Map.of(Once.REDRIVING, record.id())).getException();
    }

    private void count(FailedRecord record, Exception failure) {
        if (failure == null) {
            done.incrementAndGet();
            return;
        }
        if (failure instanceof Unauthorized) {
            refused.add(record.connection());
        }
        (isAboutTheRecord(failure) ? failed : notDriven).incrementAndGet();
        tell(record.id(), failure instanceof WlcroException ours ? ours.getError() + ": " + ours.getMessage()
                : failure.getClass().getName());
    }

    /** Else nothing was sent, for a reason that is not the record's: its connection is suspended, somebody else is at it. */
    private static boolean isAboutTheRecord(Exception failure) {
        return !(failure instanceof WlcroException typed) || typed.getAttempts() > 0
                || failure instanceof InvalidRequest || failure instanceof OutcomeUnknown;
    }

    private void tell(EntryId id, String what) {
        if (told.incrementAndGet() <= MOST_TOLD) {
            out.println(id + ": " + what);
        }
    }

    /** Whether the API refused a key, which is an exit code of its own. */
    public boolean keyRefused() {
        return !refused.isEmpty();
    }

    /** Whether all of them succeeded. */
    public boolean clean() {
        return failed.get() + notDriven.get() == 0;
    }
}
