package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.tag.Fast;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The timer's thread ends when the pack stops, and is created again when it starts. */
@Fast
class PackTimerTest {

    private final PackTimer timer = new PackTimer(Thread::new);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void aPeriodicTaskThatRunsDuringTheStopDoesNotKeepTheThreadAlive() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch rested = new CountDownLatch(1);
        timer.scheduleWithFixedDelay(() -> {
            running.countDown();
            awaitUninterruptibly(rested);
        }, 0, 1, TimeUnit.HOURS);
        running.await();

        timer.rest();
        rested.countDown();

        await().untilAsserted(() -> assertThat(timer.getPoolSize()).isZero());
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void aTimerThatWasStoppedRunsTasksAgain() throws Exception {
        timer.rest();
        timer.begin();

        assertThat(timer.schedule(() -> "done", 1, TimeUnit.MILLISECONDS).get(60, TimeUnit.SECONDS)).isEqualTo("done");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
