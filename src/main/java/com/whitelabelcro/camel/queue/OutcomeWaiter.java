package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Waits for the ends of queued records without a thread. The end of a record in this process is reported at once; the end in
 * another process is detected by polling the ledger. Thread-safe.
 */
public final class OutcomeWaiter implements RecordQueue.Listener {

    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final RecordQueue queue;
    private final BiConsumer<Duration, Runnable> timer;
    private final Map<EntryId, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();
    private volatile boolean released;

    /** @param timer runs a task after a time; its tasks are short */
    public OutcomeWaiter(RecordQueue queue, BiConsumer<Duration, Runnable> timer) {
        this.queue = queue;
        this.timer = timer;
        queue.listen(this);
    }

    /**
     * Waits for the end of a record.
     *
     * @return completes when the record has ended, when this time is over, or when {@link #release} is called, whichever
     *     comes first; never exceptionally
     */
    public CompletionStage<Void> await(EntryId entry, Duration time) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        waiting.compute(entry, (id, before) -> {
            Set<CompletableFuture<Void>> all = before == null ? ConcurrentHashMap.newKeySet() : before;
            all.add(end);
            return all;
        });
        end.whenComplete((none, problem) -> waiting.computeIfPresent(entry, (id, all) -> {
            all.remove(end);
            return all.isEmpty() ? null : all;
        }));
        if (released) {
            end.complete(null);
        } else {
            timer.accept(time, () -> end.complete(null));
            look(entry, end, FIRST_LOOK);
        }
        return end;
    }

    /** It may have ended before it was waited for, or in another process. */
    private void look(EntryId entry, CompletableFuture<Void> end, Duration pause) {
        if (end.isDone()) {
            return;
        }
        queue.status(entry, Optional.empty()).whenComplete((status, problem) -> {
            if (problem == null && status.map(RecordStatus::isEnded).orElse(true)) {
                end.complete(null);
            } else {
                timer.accept(pause, () -> look(entry, end, pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause));
            }
        });
    }

    /** Completes all waits, now and until {@link #start}, because the context stops. */
    public void release() {
        released = true;
        waiting.keySet().forEach(this::ended);
    }

    /** The context has started, for the first time or again. */
    public void start() {
        released = false;
    }

    @Override
    public void ended(EntryId entry) {
        Set<CompletableFuture<Void>> all = waiting.get(entry);
        if (all != null) {
            all.forEach(each -> each.complete(null));
        }
    }
}
