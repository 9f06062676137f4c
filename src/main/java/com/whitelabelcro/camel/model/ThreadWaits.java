package com.whitelabelcro.camel.model;

/** Is notified when the calling thread waits for an external answer, so that another thread can do the remaining work meanwhile. */
public interface ThreadWaits {

    /** The calling thread begins to wait. */
    void begin();

    /** The calling thread continues. */
    void end();
}
