package com.whitelabelcro.camel.caller;

import com.whitelabelcro.camel.ledger.EntryId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * Gives the records of a scenario that is called later ({@code WlcroThen}) their idempotency keys, so that a repeat of the scenario
 * creates nothing twice. A key, {@code wlcro-then:ENTRY:ACTION:SPLIT:NUMBER}, counts the calls of an action within each part of
 * a split, because a repeat makes the same calls in the same order. The object travels in a property of the exchange. Thread-safe.
 */
public final class ScenarioSteps {

    private static final String PROPERTY = "wlcroScenarioSteps";

    private final EntryId entry;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    private ScenarioSteps(EntryId entry) {
        this.entry = entry;
    }

    /** Marks an exchange as a call of this scenario. */
    public static void begin(Exchange exchange, EntryId entry) {
        exchange.setProperty(PROPERTY, new ScenarioSteps(entry));
    }

    /** The key of the next call of this action; null if the exchange does not belong to a scenario that is called later. */
    public static String nextKey(Exchange exchange, String action) {
        ScenarioSteps steps = exchange.getProperty(PROPERTY, ScenarioSteps.class);
        return steps == null ? null : steps.next(action + ":" + exchange.getProperty(Exchange.SPLIT_INDEX, "", String.class));
    }

    private String next(String step) {
        int number = calls.computeIfAbsent(step, each -> new AtomicInteger()).incrementAndGet();
        return "wlcro-then:" + entry + ":" + step + ":" + number;
    }
}
