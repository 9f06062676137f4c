package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Fast
class RetryQueueTest {

    private static final long SECOND = 1_000_000_000;

    private final List<Runnable> timers = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<PermitWaiter> rested = new ArrayList<>();
    private final RetryQueue queue = new RetryQueue((delay, task) -> {
        delays.add(delay);
        timers.add(task);
    }, rested::add);
    private final PermitWaiter waiter = new Waiter();

    @Test
    void aRecordReturnsWhenItsTimerFires() {
        queue.add(waiter, 5 * SECOND, 3 * SECOND);
        timers.forEach(Runnable::run);

        assertThat(delays).containsExactly(Duration.ofSeconds(5));
        assertThat(rested).containsExactly(waiter);
    }

    @Test
    void aRecordWhoseTimerWasLostIsOverdueASecondAfterItShouldHaveReturned() {
        queue.add(waiter, 5 * SECOND, 3 * SECOND);

        assertThat(queue.late(9 * SECOND)).isEmpty();
        assertThat(queue.late(9 * SECOND + 1)).containsExactly(waiter);
    }

    @Test
    void aRecordEndsItsWaitOnce() {
        queue.add(waiter, SECOND, 0);

        assertThat(queue.size()).isOne();
        assertThat(queue.end(waiter)).isTrue();
        assertThat(queue.end(waiter)).isFalse();
        assertThat(queue.size()).isZero();
    }

    @Test
    void allRecordsCanBeEndedTogether() {
        PermitWaiter other = new Waiter();
        queue.add(waiter, SECOND, 0);
        queue.add(other, SECOND, 0);

        assertThat(queue.endAll()).containsExactlyInAnyOrder(waiter, other);
        assertThat(queue.endAll()).isEmpty();
    }

    private static final class Waiter implements PermitWaiter {

        @Override
        public void granted(Permit permit) {}

        @Override
        public void rejected(Rejection why) {}

        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public AccountId account() {
            return null;
        }

        @Override
        public long deadline() {
            return Long.MAX_VALUE;
        }
    }
}
