package com.whitelabelcro.camel.once;

import java.time.Duration;

/** Wakes somebody up later, on a thread of its own; what it runs is short. */
@FunctionalInterface
public interface Alarm {

    void in(Duration time, Runnable wake);
}
