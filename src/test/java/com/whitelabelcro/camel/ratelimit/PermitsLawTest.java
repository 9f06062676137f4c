package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Promise P1 as arithmetic: whatever the network and the server's clock do, the server never sees more requests than the limit. */
@Fast
class PermitsLawTest {

    private static final long PERIOD = 1_000;

    @Property(tries = 300)
    void noWindowOfAnyKindAndPhaseEverCountsMoreRequestsThanThereArePermits(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @IntRange(min = 1, max = 40) int most,
            @ForAll @LongRange(min = 0, max = 999) long phase,
            @ForAll boolean sliding,
            @ForAll @LongRange(min = 0, max = 3_000) long slowest,
            @ForAll boolean tells) {
        SimulatedServer server = new SimulatedServer(limit, PERIOD, phase, sliding);

        new Simulation(seed, new Permits(limit, most, PERIOD), server, slowest, tells).run(10 * PERIOD);

        assertThat(server.refused()).isZero();
        assertThat(server.mostInAnyWindow()).isLessThanOrEqualTo(limit);
    }

    @Property(tries = 200)
    void onlyOneRoundTripPerWindowIsLostWhileRecordsWait(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 100) int limit,
            @ForAll @LongRange(min = 0, max = 999) long phase,
            @ForAll boolean sliding,
            @ForAll @LongRange(min = 0, max = 4) long slowest) {
        SimulatedServer server = new SimulatedServer(limit, PERIOD, phase, sliding);

        new Simulation(seed, new Permits(limit, limit, PERIOD), server, slowest, true).run(20 * PERIOD - 1);

        // One use of each permit per period and round trip, which lasts at most two ways.
        long uses = (20 * PERIOD) / (PERIOD + 2 * slowest);
        assertThat(server.arrivals()).hasSizeGreaterThanOrEqualTo((int) (limit * uses));
    }

    @Property(tries = 50)
    void atAMinuteAndHalfASecondOneWayNinetyNinePerCentOfTheQuotaAreUsed(@ForAll long seed, @ForAll boolean sliding) {
        long minute = 60_000;
        SimulatedServer server = new SimulatedServer(100, minute, 0, sliding);

        new Simulation(seed, new Permits(100, ConcurrencyLimit.FEW_OF_ONE, minute), server, 250, true).run(60 * minute);

        assertThat(server.refused()).isZero();
        assertThat(server.arrivals().size()).isGreaterThanOrEqualTo(99 * 60);
    }

    @Property(tries = 200)
    void whenTheServersLimitFallsAndRisesNothingStallsForLongerThanOnePeriod(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 60) int low,
            @ForAll @LongRange(min = 0, max = 300) long slowest) {
        SimulatedServer server = new SimulatedServer(100, PERIOD, 0, false);
        Permits permits = new Permits(100, 100, PERIOD);
        Simulation simulation = new Simulation(seed, permits, server, slowest, true);
        simulation.at(3 * PERIOD, () -> change(server, permits, low));
        simulation.at(6 * PERIOD, () -> change(server, permits, 200));

        simulation.run(10 * PERIOD);

        long before = 0;
        for (long arrival : server.arrivals()) {
            assertThat(arrival - before).isLessThanOrEqualTo(PERIOD + 2 * slowest);
            before = arrival;
        }
        assertThat(permits.limit()).isEqualTo(100);
    }

    @Property(tries = 200)
    void theQuotaThatOthersUseIsLeftToThemAndAllOfTheRestIsUsed(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 90) int others, @ForAll boolean sliding) {
        SimulatedServer server = new SimulatedServer(100, PERIOD, 0, sliding);
        Simulation simulation = new Simulation(seed, new Permits(100, 8, PERIOD), server, 10, true);
        for (int i = 0; i < others; i++) {
            server.arriveOfOther(0);
        }

        simulation.run(900);

        // It is unknown whether the server has counted the requests in flight; they are assumed not to be counted.
        assertThat(server.refused()).isLessThan(8);
        assertThat(server.arrivals()).hasSizeBetween(100 - others, 100 - others + 7);
    }

    private static void change(SimulatedServer server, Permits permits, int limit) {
        server.limit(limit);
        permits.learnLimit(limit);
    }
}
