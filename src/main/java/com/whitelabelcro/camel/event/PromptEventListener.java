package com.whitelabelcro.camel.event;

/**
 * A listener that is notified on the thread on which an event happens, which saves the change of threads. Only for listeners
 * that do very little, such as counting, because they delay the record.
 */
@FunctionalInterface
public interface PromptEventListener extends WlcroEventListener {}
