package com.whitelabelcro.camel.turn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Who is to be called once the gate's lock is released. */
final class Calls {

    private final Map<Waiter, Permit> granted = new LinkedHashMap<>();
    private final Map<Waiter, TurnedAway> turnedAway = new LinkedHashMap<>();

    void grant(Waiter waiter, Permit permit) {
        granted.put(waiter, permit);
    }

    void turnAway(Waiter waiter, TurnedAway why) {
        turnedAway.put(waiter, why);
    }

    /** The permit of somebody who goes on without being called; null if there is none. */
    Permit take(Waiter waiter) {
        return granted.remove(waiter);
    }

    /** Those who go on do so side by side; thousands may be turned away at once, and they share one thread. */
    void make(Executor workers) {
        granted.forEach((waiter, permit) -> workers.execute(() -> waiter.go(permit)));
        if (!turnedAway.isEmpty()) {
            workers.execute(() -> turnedAway.forEach(Waiter::turnedAway));
        }
    }
}
