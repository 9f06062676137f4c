package com.whitelabelcro.camel.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does a few things at once, and what is about the same one after the other, in the order in which it was given. */
final class Lanes {

    private final List<ExecutorService> lanes = new ArrayList<>();
    private int next;

    Lanes(int count) {
        for (int i = 0; i < count; i++) {
            lanes.add(Executors.newSingleThreadExecutor(Lanes::daemon));
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wlcro-retry");
        thread.setDaemon(true);
        return thread;
    }

    /** @param about what it is about; empty if its order does not matter */
    void give(Optional<String> about, Runnable task) {
        int lane = about.map(each -> Math.floorMod(each.hashCode(), lanes.size())).orElseGet(() -> next++ % lanes.size());
        lanes.get(lane).execute(task);
    }

    /** Waits until all is done. */
    void end() throws InterruptedException {
        lanes.forEach(ExecutorService::shutdown);
        for (ExecutorService lane : lanes) {
            lane.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
    }
}
