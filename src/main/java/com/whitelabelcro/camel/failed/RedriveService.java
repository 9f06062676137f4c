package com.whitelabelcro.camel.failed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.IdentityKey;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.support.EndpointCaller;
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
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/**
 * Sends failed records again through the same routes as all records, a few at a time. Records about the same lead,
 * client or {@code external_id} are sent one after the other, so that the latest change is applied last. No thread
 * waits.
 */
public final class RedriveService {

    private static final int LANES = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Function<String, Optional<Action>> actions;
    private final EndpointCaller calls;
    private final Executor workers;
    private final Watcher watcher;
    /** The connections whose API key was refused; their remaining records are not sent. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Is notified of each record, on any thread. Must be thread-safe. */
    public interface Watcher {

        /** The record was applied. */
        void done(EntryId id);

        /** The record failed again: it was sent, or something in the record prevented that. */
        void failedAgain(EntryId id, Exception why);

        /** The record was not sent for a reason outside the record; it stays in the list. */
        void notSent(EntryId id, String why);
    }

    /**
     * @param ledger the list of failed records
     * @param actions finds an action by its name
     * @param calls calls the endpoints of the actions
     * @param workers continue after each record
     * @param watcher is notified of each record
     */
    public RedriveService(Ledger ledger, Function<String, Optional<Action>> actions, EndpointCaller calls, Executor workers,
            Watcher watcher) {
        this.ledger = ledger;
        this.actions = actions;
        this.calls = calls;
        this.workers = workers;
        this.watcher = watcher;
    }

    /**
     * Sends these records. Completes when the last one has ended; completes exceptionally only if the ledger cannot be
     * read.
     */
    public CompletionStage<Void> run(List<EntryId> ids) {
        List<Queue<EntryId>> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            lanes.add(new ArrayDeque<>());
        }
        return forEach(new ArrayDeque<>(ids), id -> lane(id).thenAccept(lane -> lanes.get(lane).add(id)))
                .thenCompose(sorted -> CompletableFuture.allOf(lanes.stream()
                        .map(lane -> forEach(lane, this::drive)).toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> forEach(Queue<EntryId> ids, Function<EntryId, CompletionStage<Void>> step) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        next(ids, step, end);
        return end;
    }

    /**
     * Processes one id after the other. Each continues on a worker, so that a long list does not cause a deep stack.
     */
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

    /**
     * Assigns an entry to a lane. Only ids wait in the lanes; the body is read again when the record is sent, to save
     * memory.
     */
    private CompletionStage<Integer> lane(EntryId id) {
        return ledger.failed().show(id).thenApply(record -> Math.floorMod(
                record.flatMap(this::orderKey).map(String::hashCode).orElseGet(id::hashCode), LANES));
    }

    /**
     * What must be sent in order: the record that the path names, otherwise the one that external_id names; empty if
     * order does not matter.
     */
    private Optional<String> orderKey(FailedRecord record) {
        String field = actions.apply(record.action()).flatMap(Action::pathParameter).orElse(Action.EXTERNAL_ID);
        try {
            JsonNode body = JSON.readTree(record.body().orElse(new byte[0]));
            return body.hasNonNull(field)
                    ? Optional.of(record.connection() + " " + field + " " + body.get(field).asText()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends one record again with other fields. If they are valid, they replace those of the entry.
     *
     * @param body the fields as JSON
     */
    public CompletionStage<Void> runEdited(EntryId id, byte[] body) {
        return drive(id, record -> record.withBody(body));
    }

    private CompletionStage<Void> drive(EntryId id) {
        return drive(id, UnaryOperator.identity());
    }

    private CompletionStage<Void> drive(EntryId id, UnaryOperator<FailedRecord> edit) {
        return ledger.failed().show(id).thenCompose(found -> {
            Optional<Action> action = found.flatMap(record -> actions.apply(record.action()));
            if (found.filter(record -> record.action().startsWith(QueueLine.THEN)).isPresent()) {
                return ledger.queue().requeue(id).thenCompose(requeued -> skip(id, requeued
                        ? "it is in the queue again; a process that has its route calls that" : "it is settled, or its input was deleted"));
            } else if (found.isEmpty()) {
                return skip(id, "there is no failed record with this number");
            } else if (action.isEmpty()) {
                return skip(id, "the action " + found.get().action() + " is not available here; one of your scenarios defines it,"
                        + " and can send it again with direct:wlcro-redrive");
            } else if (found.get().body().isEmpty()) {
                return skip(id, "it is settled, or its fields have been deleted (wlcro.ledger.retention)");
            } else if (refused.contains(found.get().connection())) {
                return skip(id, "the API refuses the key of its connection");
            }
            FailedRecord record = edit.apply(found.get());
            return send(action.get(), record, key(found.get(), record)).thenAccept(failure -> report(record, failure));
        });
    }

    /** Completes with the failure, or with empty on success. */
    private CompletionStage<Optional<Exception>> send(Action action, FailedRecord record, Optional<String> key) {
        return calls.call("direct:wlcro-" + action.name(), exchange -> {
            exchange.setProperty(RecordProperties.REDRIVEN_ENTRY, record.id());
            exchange.getMessage().setHeader(WlcroHeaders.CONNECTION, record.connection());
            key.ifPresent(identity -> exchange.getMessage().setHeader(WlcroHeaders.IDEMPOTENCY_KEY, identity));
            exchange.getMessage().setBody(record.body().orElseThrow());
        }).thenApply(exchange -> failure(exchange, record));
    }

    /**
     * A record that was applied but whose outcome could not be stored is still in the list of failed records, so it
     * must not be reported as done.
     */
    private static Optional<Exception> failure(Exchange exchange, FailedRecord record) {
        String notStored = exchange.getProperty(RecordProperties.OUTCOME_NOT_STORED, String.class);
        return exchange.getException() != null || notStored == null
                ? Optional.ofNullable(exchange.getException())
                : Optional.of(new OutcomeUnknown("it was sent and applied, but that could not be stored: " + notStored,
                        new Details(record.action(), record.connection(), 0, "", List.of(), 1, 1, "")));
    }

    /** The key by which the edited record keeps its identity; empty if its external id was changed, because it is another record then. */
    private static Optional<String> key(FailedRecord stored, FailedRecord edited) {
        return externalId(stored).equals(externalId(edited)) ? IdentityKey.of(stored) : Optional.empty();
    }

    private static Optional<JsonNode> externalId(FailedRecord record) {
        try {
            return Optional.ofNullable(JSON.readTree(record.body().orElse(new byte[0])).get(Action.EXTERNAL_ID));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private CompletionStage<Void> skip(EntryId id, String why) {
        watcher.notSent(id, why);
        return CompletableFuture.completedFuture(null);
    }

    private void report(FailedRecord record, Optional<Exception> failure) {
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
            watcher.notSent(record.id(), describe(why));
        }
    }

    /** Describes a failure in one line. */
    public static String describe(Exception why) {
        return why instanceof WlcroException ours ? ours.getError() + ": " + ours.getMessage() : why.getClass().getName();
    }

    /**
     * Whether the failure concerns the record. Otherwise nothing was sent, for example because the connection is
     * suspended or another process is sending the record.
     */
    private static boolean isAboutTheRecord(Exception failure) {
        return !(failure instanceof WlcroException typed)
                || typed.isAboutTheRecord() && (typed.getAttempts() > 0 || !(typed instanceof Conflict));
    }

    /** Whether the API refused the key of a connection. */
    public boolean keyRefused() {
        return !refused.isEmpty();
    }
}
