package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.queue.OutcomeWaiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the records of a caller, and waits for their outcomes. The number of waiting callers is limited; a caller beyond the
 * limit is answered without waiting, which a sender must expect anyway. Thread-safe.
 */
public final class RecordFinder {

    static final int MOST_WAITING = 250;

    private final Ledger ledger;
    private final OutcomeWaiter outcomes;
    private final LedgerPatience patience;
    private final AtomicInteger waiting = new AtomicInteger();

    public RecordFinder(Ledger ledger, OutcomeWaiter outcomes, LedgerPatience patience) {
        this.patience = patience;
        this.ledger = ledger;
        this.outcomes = outcomes;
    }

    /** The record, if this caller made it; a {@link java.util.concurrent.TimeoutException} if the ledger does not answer. */
    CompletionStage<Optional<RecordStatus>> find(EntryId entry, Caller caller) {
        return patience.within(() -> ledger.queue().status(entry, Optional.of(caller.tag())));
    }

    /**
     * Waits until these records of this caller have ended, or the time is over.
     *
     * @return the records if all of them have ended; empty if they have not, if too many callers wait, or if the ledger does not
     *     answer, because the records are accepted anyway
     */
    CompletionStage<Optional<List<RecordStatus>>> await(List<EntryId> entries, Caller caller, Duration time) {
        if (time.isZero() || waiting.get() >= MOST_WAITING) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        waiting.incrementAndGet();
        CompletionStage<?> ended = CompletableFuture.allOf(entries.stream()
                .map(each -> outcomes.await(each, time).toCompletableFuture()).toArray(CompletableFuture[]::new));
        return ended.thenCompose(all -> find(entries, caller)).handle((records, problem) -> {
            waiting.decrementAndGet();
            boolean complete = problem == null && records.size() == entries.size() && records.stream().allMatch(RecordStatus::isEnded);
            return complete ? Optional.of(records) : Optional.empty();
        });
    }

    /** Completes all waits, because the process stops. */
    void release() {
        outcomes.release();
    }

    /** The context has started, for the first time or again. */
    void start() {
        outcomes.start();
    }

    private CompletionStage<List<RecordStatus>> find(List<EntryId> entries, Caller caller) {
        CompletionStage<List<RecordStatus>> found = CompletableFuture.completedFuture(new ArrayList<>());
        for (EntryId entry : entries) {
            found = found.thenCombine(find(entry, caller), (list, record) -> {
                record.ifPresent(list::add);
                return list;
            });
        }
        return found;
    }
}
