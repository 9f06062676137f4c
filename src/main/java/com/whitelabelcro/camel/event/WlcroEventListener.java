package com.whitelabelcro.camel.event;

/**
 * Hears of events, one after the other, on a thread of the pack's own: a slow listener delays later events but no
 * record, and one that throws is logged. Register it with {@code new WhiteLabelCro().onEvent(listener)}, or as a bean of
 * the context's registry (on Spring Boot: any bean of this type).
 */
@FunctionalInterface
public interface WlcroEventListener {

    void onEvent(WlcroEvent event);
}
