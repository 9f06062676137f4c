package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rings when the test says so. */
final class TestAlarm implements Scheduler {

    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public synchronized void in(Duration time, Runnable wake) {
        waiting.add(wake);
    }

    void ring() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(Runnable::run);
    }
}
