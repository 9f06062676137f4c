package com.whitelabelcro.camel.scenario;

import org.apache.camel.ExchangePattern;

/**
 * Where an input of a test comes in.
 *
 * @param endpoint to send it to
 * @param outside whether it stands for something outside of Camel, from which maps and lists come as JSON text
 * @param pattern whether who sends waits for an answer there
 */
record InputEndpoint(String endpoint, boolean outside, ExchangePattern pattern) {

    /** Whether it is the web that calls there: it comes from outside, and waits for an answer. */
    boolean web() {
        return outside && pattern == ExchangePattern.InOut;
    }
}
