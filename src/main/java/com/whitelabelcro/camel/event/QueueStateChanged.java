package com.whitelabelcro.camel.event;

/**
 * The queue of records to be sent later has become full, so that further ones are refused; or a tenth of it is free again. Each
 * process notices it on its own.
 *
 * @param full whether it is full
 * @param limit the maximum number of records ({@code wlcro.queue.max})
 */
public record QueueStateChanged(boolean full, int limit) implements WlcroEvent {}
