package com.whitelabelcro.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Fast
class RequestDeadlinesTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong now = new AtomicLong();
    private final RequestDeadlines overdue = new RequestDeadlines(Duration.ofMillis(20), timer, now::get);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void aCallThatCannotBeAbortedDoesNotKeepOthersFromBeingAborted() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        overdue.begin(() -> {
            failed.countDown();
            throw new IllegalStateException("the socket is gone");
        });
        now.set(Duration.ofMillis(20).toNanos());
        assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();

        overdue.begin(ended::countDown);
        now.set(Duration.ofMillis(40).toNanos());

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
