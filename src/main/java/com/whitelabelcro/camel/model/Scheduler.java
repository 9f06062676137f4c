package com.whitelabelcro.camel.model;

import java.time.Duration;

/** Runs tasks later, on a thread of its own. Tasks must be short. */
@FunctionalInterface
public interface Scheduler {

    /**
     * Runs a task once.
     *
     * @param time the delay
     * @param wake the task; must not block
     */
    void in(Duration time, Runnable wake);
}
