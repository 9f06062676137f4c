package com.whitelabelcro.camel.event;

/**
 * A listener that is notified on the thread on which an event happens, which saves the change of threads. For listeners that
 * only count: every microsecond is one of a record.
 */
@FunctionalInterface
public interface PromptEventListener extends WlcroEventListener {}
