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
 * Finds the records of a caller, and waits for their outcomes. A bounded number of callers wait; who comes when they are
 * as many does not wait, which a sender has to expect anyway. Thread-safe.
 */
public final class RecordFinder {

    private static final int MOST_WAITING = 250;

    private final Ledger ledger;
    private final OutcomeWaiter outcomes;
    private final AtomicInteger waiting = new AtomicInteger();

    public RecordFinder(Ledger ledger, OutcomeWaiter outcomes) {
        this.ledger = ledger;
        this.outcomes = outcomes;
    }

    /** The record, if this caller made it. */
    CompletionStage<Optional<RecordStatus>> find(EntryId entry, Caller caller) {
        return ledger.queue().status(entry, Optional.of(caller.tag()));
    }

    /**
     * Waits until these records of this caller have ended, or the time is over, and finds them.
     *
     * @return those that this caller made; none if nobody waits, which costs nothing
     */
    CompletionStage<List<RecordStatus>> await(List<EntryId> entries, Caller caller, Duration time) {
        if (time.isZero() || waiting.get() >= MOST_WAITING) {
            return CompletableFuture.completedFuture(List.of());
        }
        waiting.incrementAndGet();
        CompletionStage<?> ended = CompletableFuture.allOf(entries.stream()
                .map(each -> outcomes.await(each, time).toCompletableFuture()).toArray(CompletableFuture[]::new));
        CompletionStage<List<RecordStatus>> found = ended.thenCompose(all -> find(entries, caller));
        return found.whenComplete((records, problem) -> waiting.decrementAndGet());
    }

    /** Lets all who wait go on, because the process stops. */
    void release() {
        outcomes.release();
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
