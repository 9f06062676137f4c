package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.tag.Fast;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Waiting for an outcome ends with the outcome, after the timeout, or when the process stops; no thread waits. */
@Fast
class OutcomeWaiterTest {

    private static final EntryId ENTRY = EntryId.of(1, 7);

    private final Map<Duration, Runnable> timer = new TreeMap<>();
    private EntryState state = EntryState.QUEUED;
    private RecordQueue.Listener listener;
    private final OutcomeWaiter waiter = new OutcomeWaiter(queue(), timer::put);

    /** A queue that knows one record. */
    private RecordQueue queue() {
        return (RecordQueue) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {RecordQueue.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("listen")) {
                        listener = (RecordQueue.Listener) arguments[0];
                        return null;
                    }
                    return CompletableFuture.completedFuture(Optional.of(new RecordStatus(ENTRY, "create-lead", "default", state,
                            Optional.empty(), Optional.empty(), 0, Instant.EPOCH, Optional.empty())));
                });
    }

    private CompletableFuture<Void> await() {
        return waiter.await(ENTRY, Duration.ofSeconds(25)).toCompletableFuture();
    }

    @Test
    void anEndInThisProcessIsReportedAtOnce() {
        CompletableFuture<Void> first = await();
        CompletableFuture<Void> second = await();
        listener.ended(EntryId.of(1, 8));
        assertThat(first).isNotDone();
        listener.ended(ENTRY);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void aRecordThatHasEndedAlreadyIsNotWaitedFor() {
        state = EntryState.DONE;
        assertThat(await()).isCompleted();
    }

    @Test
    void theEndInAnotherProcessIsLookedUp() {
        CompletableFuture<Void> end = await();
        timer.remove(Duration.ofMillis(500)).run();
        assertThat(end).isNotDone();
        state = EntryState.FAILED;
        timer.remove(Duration.ofSeconds(1)).run();
        assertThat(end).isCompleted();
    }

    @Test
    void aWaitEndsAfterItsTimeout() {
        CompletableFuture<Void> end = await();
        timer.get(Duration.ofSeconds(25)).run();
        assertThat(end).isCompleted();
    }

    @Test
    void waitsDoNotDelayTheEndOfTheProcess() {
        CompletableFuture<Void> before = await();
        waiter.release();
        assertThat(before).isCompleted();
        assertThat(await()).isCompleted();
    }

    @Test
    void waitingWorksAgainAfterARestart() {
        waiter.release();
        waiter.start();
        CompletableFuture<Void> end = await();
        assertThat(end).isNotDone();
        listener.ended(ENTRY);
        assertThat(end).isCompleted();
    }
}
