package com.whitelabelcro.camel.model;

import java.time.Duration;

/** Wakes somebody up later, on a thread of its own; what it runs is short. */
@FunctionalInterface
public interface Scheduler {

    void in(Duration time, Runnable wake);
}
