package com.whitelabelcro.camel.model;

/** Told when the calling thread waits for something outside, so that another thread can do the work that is left meanwhile. */
public interface ThreadWaits {

    /** The calling thread begins to wait. */
    void begin();

    /** The calling thread goes on. */
    void end();
}
