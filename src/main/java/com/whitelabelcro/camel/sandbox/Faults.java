package com.whitelabelcro.camel.sandbox;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws at random which fault each request meets, in order of arrival. Only requests within the limit draw, and each draws the same
 * number of random values, so that neither a 429, which depends on time, nor another setting changes the faults of later requests.
 * Guarded by its {@link RequestAdmission}.
 */
final class Faults {

    private final FaultPlan plan;
    private final long outageEnds;
    private final SplittableRandom luck;
    private final SplittableRandom pace;
    private volatile boolean down;

    Faults(FaultPlan plan, long now) {
        this.plan = plan;
        this.outageEnds = now + plan.outageFor().toNanos();
        this.luck = new SplittableRandom(plan.seed());
        this.pace = luck.split();
        this.down = plan.down();
    }

    /**
     * The random values for one request.
     *
     * @param fault what goes wrong, or null
     * @param asCreated whether, with {@code successStatus: mixed}, a success is answered with 201 instead of 200
     */
    record Draw(Fault fault, boolean asCreated) {

        Draw with(Fault forced) {
            return new Draw(forced, asCreated);
        }
    }

    Draw next(long now) {
        double share = luck.nextDouble();
        boolean asCreated = luck.nextBoolean();
        return new Draw(down || now < outageEnds ? Fault.DOWN : byShare(share), asCreated);
    }

    /** How long the next answer takes at least, in nanoseconds; also one that is refused before it can meet a fault. */
    long pause() {
        return plan.latency().toNanos() + (long) (pace.nextDouble() * plan.jitter().toNanos());
    }

    private Fault byShare(double drawn) {
        double below = 0;
        for (Map.Entry<Fault, Double> share : plan.shares().entrySet()) {
            below += share.getValue();
            if (drawn < below) {
                return share.getKey();
            }
        }
        return null;
    }

    void down(boolean nowDown) {
        down = nowDown;
    }
}
