package com.whitelabelcro.camel.failed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.IdentityKey;
import com.whitelabelcro.camel.ledger.Ledger;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Sends failed records again, through the very routes that everything goes through, a few at a time; those about the same
 * lead, client or {@code external_id} one after the other, so that the last change stays the last. Nobody waits on a
 * thread.
 */
public final class RedriveService {

    private static final int LANES = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Function<String, Optional<Action>> actions;
    private final Caller caller;
    private final Executor workers;
    private final Watcher watcher;
    /** The connections whose key the API refuses: what is left for them stays as it is. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Hears of each record, on any thread. */
    public interface Watcher {

        /** It succeeded. */
        void done(EntryId id);

        /** It was sent, or could not be for something in it, and failed again. */
        void failedAgain(EntryId id, Exception why);

        /** It was not sent, for a reason that is not the record's; it stays in the list. */
        void notSent(EntryId id, String why);
    }

    /** Calls an action; completes with its failure, or with nothing if it went well. */
    interface Caller {
        CompletionStage<Optional<Exception>> call(Action action, FailedRecord record, Optional<String> key);
    }

    public RedriveService(Ledger ledger, Function<String, Optional<Action>> actions, Caller caller, Executor workers, Watcher watcher) {
        this.ledger = ledger;
        this.actions = actions;
        this.caller = caller;
        this.workers = workers;
        this.watcher = watcher;
    }

    /** Sends these; completes when the last of them has ended, exceptionally only if the ledger cannot be read. */
    public CompletionStage<Void> run(List<EntryId> ids) {
        List<Queue<EntryId>> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            lanes.add(new ArrayDeque<>());
        }
        return each(new ArrayDeque<>(ids), id -> lane(id).thenAccept(lane -> lanes.get(lane).add(id)))
                .thenCompose(sorted -> CompletableFuture.allOf(lanes.stream()
                        .map(lane -> each(lane, this::drive)).toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> each(Queue<EntryId> ids, Function<EntryId, CompletionStage<Void>> step) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        next(ids, step, end);
        return end;
    }

    /** One after the other; each begins on a worker, so that a long list makes no deep stack. */
    private void next(Queue<EntryId> ids, Function<EntryId, CompletionStage<Void>> step, CompletableFuture<Void> end) {
        EntryId id = ids.poll();
        if (id == null) {
            end.complete(null);
            return;
        }
        try {
            step.apply(id).whenCompleteAsync((ended, problem) -> {
                if (problem == null) {
                    next(ids, step, end);
                } else {
                    end.completeExceptionally(problem);
                }
            }, workers);
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    /** Only the numbers of those that wait are kept: a body is read again when its turn has come. */
    private CompletionStage<Integer> lane(EntryId id) {
        return ledger.failed().show(id).thenApply(record -> Math.floorMod(
                record.flatMap(this::about).map(String::hashCode).orElseGet(id::hashCode), LANES));
    }

    /** What must not be overtaken: the record that the path names, else the one that external_id names, else nothing. */
    private Optional<String> about(FailedRecord record) {
        String field = actions.apply(record.action()).flatMap(Action::pathParameter).orElse(Action.EXTERNAL_ID);
        try {
            JsonNode body = JSON.readTree(record.body().orElse(new byte[0]));
            return body.hasNonNull(field)
                    ? Optional.of(record.connection() + " " + field + " " + body.get(field).asText()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private CompletionStage<Void> drive(EntryId id) {
        return ledger.failed().show(id).thenCompose(found -> {
            Optional<Action> action = found.flatMap(record -> actions.apply(record.action()));
            if (found.isEmpty()) {
                return left(id, "there is no failed record of this number");
            } else if (action.isEmpty()) {
                return left(id, "the action " + found.get().action() + " is not here; it comes with a scenario of yours,"
                        + " which can send it again by direct:wlcro-redrive");
            } else if (found.get().body().isEmpty()) {
                return left(id, "it is settled, or its fields are deleted by now (wlcro.ledger.retention)");
            } else if (refused.contains(found.get().connection())) {
                return left(id, "the API refuses the key of its connection");
            }
            return caller.call(action.get(), found.get(), IdentityKey.of(found.get()))
                    .thenAccept(failure -> tell(found.get(), failure));
        });
    }

    private CompletionStage<Void> left(EntryId id, String why) {
        watcher.notSent(id, why);
        return CompletableFuture.completedFuture(null);
    }

    private void tell(FailedRecord record, Optional<Exception> failure) {
        if (failure.isEmpty()) {
            watcher.done(record.id());
            return;
        }
        Exception why = failure.get();
        if (why instanceof Unauthorized) {
            refused.add(record.connection());
        }
        if (isAboutTheRecord(why)) {
            watcher.failedAgain(record.id(), why);
        } else {
            watcher.notSent(record.id(), told(why));
        }
    }

    /** A failure in a line. */
    public static String told(Exception why) {
        return why instanceof WlcroException ours ? ours.getError() + ": " + ours.getMessage() : why.getClass().getName();
    }

    /** Else nothing was sent, for a reason that is not the record's: its connection is suspended, somebody else is at it. */
    private static boolean isAboutTheRecord(Exception failure) {
        return !(failure instanceof WlcroException typed)
                || typed.isAboutTheRecord() && (typed.getAttempts() > 0 || !(typed instanceof Conflict));
    }

    /** Whether the API refused a key. */
    public boolean keyRefused() {
        return !refused.isEmpty();
    }
}
