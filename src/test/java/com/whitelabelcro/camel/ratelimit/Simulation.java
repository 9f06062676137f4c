package com.whitelabelcro.camel.ratelimit;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A discrete-event simulation of {@link Permits} and a {@link SimulatedServer} under full load: a request is sent as soon
 * as a permit is free; it and its answer each travel for a random time.
 */
final class Simulation {

    private record Event(long at, long number, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final SplittableRandom random;
    private final Permits permits;
    private final SimulatedServer server;
    private final long slowest;
    private final boolean reportsRemaining;
    private long now;
    private long numbers;
    private long wakeAt = Long.MAX_VALUE;

    /**
    * @param slowest the longest time that a request or an answer travels
    * @param reportsRemaining whether the answers report the remaining quota
     */
    Simulation(long seed, Permits permits, SimulatedServer server, long slowest, boolean reportsRemaining) {
        this.random = new SplittableRandom(seed);
        this.permits = permits;
        this.server = server;
        this.slowest = slowest;
        this.reportsRemaining = reportsRemaining;
    }

    void at(long time, Runnable what) {
        events.add(new Event(time, numbers++, what));
    }

    void run(long until) {
        at(now, this::send);
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event next = events.poll();
            now = next.at();
            next.what().run();
        }
    }

    private void send() {
        while (permits.take(now)) {
            long freedBefore = permits.freed();
            at(now + oneWay(), () -> arrive(freedBefore));
        }
        long next = permits.nextFreeAt(now);
        if (next != Permits.AFTER_AN_ANSWER && (next < wakeAt || wakeAt <= now)) {
            wakeAt = next;
            at(next, this::send);
        }
    }

    private void arrive(long freedBefore) {
        int remaining = server.arrive(now);
        long reset = server.reset(now);
        at(now + oneWay(), () -> answer(remaining, freedBefore, reset));
    }

    private void answer(int remaining, long freedBefore, long reset) {
        permits.answered(now);
        if (reportsRemaining && remaining >= 0) {
            permits.learnRemaining(remaining, freedBefore, reset, reset, now);
        }
        send();
    }

    private long oneWay() {
        return slowest == 0 ? 0 : random.nextLong(slowest + 1);
    }
}
