package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A scheduler whose tasks run when the test calls {@link #runAll}; the delays are ignored. */
final class TestScheduler implements Scheduler {

    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public synchronized void in(Duration time, Runnable wake) {
        waiting.add(wake);
    }

    void runAll() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(Runnable::run);
    }
}
