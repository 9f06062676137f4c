package com.whitelabelcro.camel.ratelimit;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * {@link Permits} against a {@link SimulatedServer}, event by event, while work always waits: a request leaves as soon
 * as a permit is free, takes any time to arrive and its answer any time to come back.
 */
final class Simulation {

    private record Event(long at, long number, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final SplittableRandom random;
    private final Permits permits;
    private final SimulatedServer server;
    private final long slowest;
    private final boolean tells;
    private long now;
    private long numbers;
    private long wakeAt = Long.MAX_VALUE;

    /**
     * @param slowest how long one way takes at most
     * @param tells whether the answers say what is left
     */
    Simulation(long seed, Permits permits, SimulatedServer server, long slowest, boolean tells) {
        this.random = new SplittableRandom(seed);
        this.permits = permits;
        this.server = server;
        this.slowest = slowest;
        this.tells = tells;
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
        if (tells && remaining >= 0) {
            permits.learnRemaining(remaining, freedBefore, reset, reset, now);
        }
        send();
    }

    private long oneWay() {
        return slowest == 0 ? 0 : random.nextLong(slowest + 1);
    }
}
