package com.whitelabelcro.camel.event;

/**
 * Receives events, one at a time, on a thread of the pack. A slow listener delays no record and no other listener: while
 * {@value EventPublisher#MOST_WAITING} events wait for it, further ones are dropped, and their number is logged. An
 * exception is logged. Register it with {@code new WhiteLabelCro().onEvent(listener)}, or as a bean in the context's
 * registry (on Spring Boot: any bean of this type).
 */
@FunctionalInterface
public interface WlcroEventListener {

    /** Called for each event. */
    void onEvent(WlcroEvent event);
}
