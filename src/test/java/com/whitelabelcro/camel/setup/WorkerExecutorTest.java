package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.support.BlockingThreads;
import com.whitelabelcro.camel.tag.Fast;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many threads the workers have, and that none of their tasks waits forever. */
@Fast
class WorkerExecutorTest {

    private static final int FEW = 2;

    private final Queue<Runnable> timer = new ConcurrentLinkedQueue<>();
    private final WorkerExecutor workers = new WorkerExecutor(FEW, Thread::new, new BlockingThreads(), (time, task) -> timer.add(task));
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @BeforeEach
    void start() {
        workers.start();
    }

    @AfterEach
    void end() {
        answer.countDown();
        workers.rest();
        await().until(() -> workers.threads().getActiveCount() == 0);
    }

    private void block() {
        begun.incrementAndGet();
        try {
            answer.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(int tasks, Runnable task) {
        for (int i = 0; i < tasks; i++) {
            workers.execute(task);
        }
    }

    /** Without progress there are two looks until threads are added. */
    private void passTime() {
        look();
        look();
    }

    private void look() {
        Runnable next = timer.poll();
        if (next != null) {
            next.run();
        }
    }

    @Test
    void aFewThreadsRunAnyNumberOfTasksInTheOrderOfTheirArrival() {
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        execute(FEW, this::block);
        for (int i = 0; i < 100; i++) {
            int number = i;
            workers.execute(() -> order.add(number));
        }
        await().until(() -> begun.get() == FEW);
        assertThat(order).isEmpty();
        assertThat(workers.threads().getPoolSize()).isEqualTo(FEW);

        answer.countDown();

        await().until(() -> order.size() == 100);
        assertThat(workers.threads().getLargestPoolSize()).isEqualTo(FEW);
    }

    @Test
    void threadsThatWaitForTheApiDoNotCount() {
        execute(10, () -> {
            workers.begin();
            block();
            workers.end();
        });
        await().until(() -> begun.get() == 10);
    }

    @Test
    void aThreadOfAnotherPoolThatWaitsForTheApiDoesNotCount() {
        execute(FEW, this::block);
        workers.begin();
        execute(1, begun::incrementAndGet);
        await().until(() -> begun.get() == FEW);
        assertThat(workers.threads().getPoolSize()).isEqualTo(FEW);
    }

    @Test
    void ifAllThreadsAreBlockedMoreAreCreatedAfterAWhile() {
        execute(3 * FEW + 1, this::block);
        await().until(() -> begun.get() == FEW);
        for (int threads = 2 * FEW; threads <= 3 * FEW; threads += FEW) {
            int expected = threads;
            passTime();
            await().until(() -> begun.get() == expected);
        }
    }

    @Test
    void noThreadsAreAddedWhileTasksMakeProgress() {
        CountDownLatch first = new CountDownLatch(1);
        execute(1, () -> {
            try {
                first.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        execute(FEW + 1, this::block);
        await().until(() -> begun.get() == 1);
        first.countDown();
        await().until(() -> begun.get() == FEW);

        passTime();

        assertThat(workers.threads().getPoolSize()).isEqualTo(FEW);
        assertThat(begun).hasValue(FEW);
    }

    @Test
    void noThreadsAreAddedAfterAPauseOfTheWholeProcess() {
        execute(FEW + 1, this::block);
        await().until(() -> begun.get() == FEW);

        look();

        assertThat(workers.threads().getPoolSize()).isEqualTo(FEW);
    }

    @Test
    void tasksOfAPackThatHasStoppedDoNotWaitForAnybody() {
        execute(FEW + 3, this::block);
        workers.rest();
        execute(1, this::block);
        await().until(() -> begun.get() == FEW + 4);
    }
}
