package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ratelimit.ConcurrencyLimit.Share;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The limits of the requests in flight, of one connection and of all connections together. */
@Fast
class ConcurrencyLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = 60 * SECOND;

    private final ConcurrencyLimit limit = new ConcurrencyLimit();
    private final List<String> offered = new ArrayList<>();

    @Test
    void aConnectionMayHaveAFewRequestsInFlightUntilItsResponseTimeIsKnown() {
        assertThat(acquire(share("a"), 0)).isEqualTo(ConcurrencyLimit.FEW_OF_ONE);
    }

    @Test
    void aConnectionMayHaveAQuarterMoreInFlightThanItsQuotaUsesInOneResponseTime() {
        Share slow = share("slow");
        assertThat(slow.tryAcquire(0)).isTrue();
        // 100 in a minute, and 12 s each: 20 are needed.
        slow.answered(0, 12 * SECOND);

        assertThat(acquire(slow, 12 * SECOND)).isEqualTo(25);
    }

    @Test
    void theQuotaOfAConnectionMayChangeAndItsFirstRequestMayBeSentAtAnyTime() {
        Share slow = share("slow");
        assertThat(slow.tryAcquire(MINUTE)).isTrue();
        slow.answered(MINUTE, MINUTE + 12 * SECOND);
        // 60 in a minute, and 12 s each: 12 are needed.
        slow.configure(60, MINUTE);

        assertThat(acquire(slow, MINUTE + 12 * SECOND)).isEqualTo(15);
    }

    @Test
    void aConnectionNeverHasMoreRequestsInFlightThanItsMaximum() {
        Share slow = share("slow");
        assertThat(slow.tryAcquire(0)).isTrue();
        slow.answered(0, MINUTE);

        assertThat(acquire(slow, MINUTE)).isEqualTo(ConcurrencyLimit.MOST_OF_ONE);
    }

    @Test
    void theResponseTimeFollowsTheServer() {
        Share share = share("a");
        assertThat(share.tryAcquire(0)).isTrue();
        share.answered(0, MINUTE);
        for (int i = 0; i < 200; i++) {
            assertThat(share.tryAcquire(MINUTE)).isTrue();
            share.answered(MINUTE, MINUTE + SECOND / 100);
        }

        assertThat(acquire(share, MINUTE)).isEqualTo(ConcurrencyLimit.FEW_OF_ONE);
    }

    @Test
    void allConnectionsTogetherMayHaveAFewRequestsInFlight() {
        int all = 0;
        for (int i = 0; i < 10; i++) {
            all += acquire(share("k" + i), 0);
        }

        assertThat(all).isEqualTo(ConcurrencyLimit.FEW);
    }

    @Test
    void allConnectionsTogetherMayHaveAQuarterMoreInFlightThanTheirQuotasUse() {
        assertThat(acquireAll(answered(20, 12 * SECOND), 12 * SECOND)).isEqualTo(500);
    }

    @Test
    void allConnectionsTogetherNeverHaveMoreInFlightThanTheMaximum() {
        assertThat(acquireAll(answered(60, MINUTE), MINUTE)).isEqualTo(ConcurrencyLimit.MOST);
    }

    @Test
    void waitersGetSlotsInTheirOrder() {
        List<Share> busy = List.of(share("a"), share("b"), share("c"));
        busy.forEach(each -> acquire(each, 0));
        Share e = share("e");
        Share f = share("f");
        assertThat(e.tryAcquire(0)).isFalse();
        assertThat(f.tryAcquire(0)).isFalse();

        busy.get(0).unused();
        assertThat(busy.get(0).tryAcquire(1)).as("others wait for longer").isFalse();
        limit.dispatch();
        busy.get(1).unused();
        limit.dispatch();
        busy.get(1).unused();
        limit.dispatch();

        assertThat(offered).containsExactly("e", "f", "a");
        assertThat(e.tryAcquire(1)).isTrue();
        assertThat(e.tryAcquire(1)).as("one each").isFalse();
    }

    @Test
    void anOfferedSlotThatIsNotNeededGoesToTheNext() {
        List.of(share("a"), share("b")).forEach(each -> acquire(each, 0));
        Share d = share("d");
        acquire(d, 0);
        Share e = share("e");
        Share f = share("f");
        e.tryAcquire(0);
        f.tryAcquire(0);

        d.unused();
        limit.dispatch();
        e.returnOffers();
        limit.dispatch();

        assertThat(offered).containsExactly("e", "f");
        assertThat(f.tryAcquire(0)).isTrue();
    }

    @Test
    void connectionsWithoutAnAnswerDoNotCountForTheOthers() {
        List<Share> hung = List.of(share("a"), share("b"), share("c"));
        hung.forEach(each -> acquire(each, 0));
        Share other = share("e");
        assertThat(other.tryAcquire(0)).isFalse();

        limit.look(SECOND);
        assertThat(offered).as("not yet").isEmpty();
        limit.look(SECOND + 1);

        assertThat(offered).containsExactly("e");
        assertThat(acquire(other, SECOND + 1)).isEqualTo(ConcurrencyLimit.FEW_OF_ONE);
        hung.forEach(each -> assertThat(each.tryAcquire(SECOND + 1)).isFalse());
    }

    private Share share(String name) {
        return limit.share(100, MINUTE, () -> offered.add(name));
    }

    /** Creates connections that have received one answer, after this response time. */
    private List<Share> answered(int connections, long responseTime) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Share share = share("k" + i);
            assertThat(share.tryAcquire(0)).isTrue();
            share.answered(0, responseTime);
            shares.add(share);
        }
        return shares;
    }

    private static int acquireAll(List<Share> shares, long now) {
        return shares.stream().mapToInt(each -> acquire(each, now)).sum();
    }

    /** Acquires slots until none is free, and returns their number. */
    private static int acquire(Share share, long now) {
        int acquired = 0;
        while (share.tryAcquire(now)) {
            acquired++;
        }
        return acquired;
    }
}
