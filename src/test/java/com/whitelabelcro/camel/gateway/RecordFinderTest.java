package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.queue.OutcomeWaiter;
import com.whitelabelcro.camel.tag.Fast;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for outcomes is limited, and never revokes an acceptance. */
@Fast
class RecordFinderTest {

    private static final Caller CALLER = Caller.local(List.of("default"));
    private static final Duration LONG = Duration.ofSeconds(25);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<Runnable> timer = new ArrayList<>();
    private CompletionStage<Optional<RecordStatus>> status = of(EntryState.QUEUED);
    private final RecordQueue queue = fake(RecordQueue.class, (proxy, method, arguments) -> method.getName().equals("status") ? status : null);
    private final OutcomeWaiter outcomes = new OutcomeWaiter(queue, (time, task) -> timer.add(task));
    private final RecordFinder finder = new RecordFinder(fake(Ledger.class, (proxy, method, arguments) -> queue), outcomes,
            new LedgerPatience(executor, Runnable::run, System::nanoTime));

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static CompletionStage<Optional<RecordStatus>> of(EntryState state) {
        return CompletableFuture.completedFuture(Optional.of(new RecordStatus(EntryId.of(1, 1), "create-lead", "default", state,
                Optional.empty(), Optional.empty(), 0, Instant.EPOCH, Optional.empty())));
    }

    private CompletableFuture<Optional<List<RecordStatus>>> await() {
        return finder.await(List.of(EntryId.of(1, 1)), CALLER, LONG).toCompletableFuture();
    }

    @Test
    void theOutcomesAreFoundWhenAllRecordsHaveEnded() {
        status = of(EntryState.DONE);
        assertThat(await()).isCompletedWithValueMatching(Optional::isPresent);
        status = of(EntryState.QUEUED);
        timer.clear();
        CompletableFuture<Optional<List<RecordStatus>>> late = await();
        timer.get(0).run();
        assertThat(late).isCompletedWithValue(Optional.empty());
    }

    @Test
    void anAcceptedRecordIsReportedAsAcceptedIfTheLedgerDoesNotAnswer() {
        CompletableFuture<Optional<List<RecordStatus>>> waiting = await();
        status = CompletableFuture.failedFuture(new LedgerException(LedgerException.Reason.UNREACHABLE, "gone"));
        timer.get(0).run();
        assertThat(waiting).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aCallerBeyondTheLimitOfWaitersIsAnsweredAtOnce() {
        for (int i = 0; i < RecordFinder.MOST_WAITING; i++) {
            assertThat(await()).isNotDone();
        }
        assertThat(await()).isCompletedWithValue(Optional.empty());
        finder.release();
        status = of(EntryState.DONE);
        assertThat(await()).isCompletedWithValueMatching(Optional::isPresent);
    }
}
