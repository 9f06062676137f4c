package com.whitelabelcro.camel.sandbox;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws what happens to each request, in order of arrival. Every request takes the same number of draws, so that one
 * setting never shifts the luck of the requests after it. Guarded by its {@link Gate}.
 */
final class Faults {

    private final FaultPlan plan;
    private final long outageEnds;
    private final SplittableRandom random;
    private volatile boolean down;

    Faults(FaultPlan plan, long now) {
        this.plan = plan;
        this.outageEnds = now + plan.outageFor().toNanos();
        this.random = new SplittableRandom(plan.seed());
        this.down = plan.down();
    }

    /**
     * The luck of one request.
     *
     * @param fault what goes wrong, or null
     * @param pause how long it takes at least, in nanoseconds
     * @param asCreated whether, with {@code successStatus: mixed}, a success is told as 201 rather than 200
     */
    record Draw(Fault fault, long pause, boolean asCreated) {

        Draw with(Fault forced) {
            return new Draw(forced, pause, asCreated);
        }
    }

    Draw next(long now) {
        double luck = random.nextDouble();
        double jitter = random.nextDouble();
        boolean asCreated = random.nextBoolean();
        long pause = plan.latency().toNanos() + (long) (jitter * plan.jitter().toNanos());
        return new Draw(down || now < outageEnds ? Fault.DOWN : byShare(luck), pause, asCreated);
    }

    private Fault byShare(double luck) {
        double below = 0;
        for (Map.Entry<Fault, Double> share : plan.shares().entrySet()) {
            below += share.getValue();
            if (luck < below) {
                return share.getKey();
            }
        }
        return null;
    }

    void down(boolean nowDown) {
        down = nowDown;
    }
}
