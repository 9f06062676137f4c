package com.whitelabelcro.camel.scenario;

import org.apache.camel.ExchangePattern;

/**
 * The endpoint that receives an input of a test.
 *
 * @param endpoint the endpoint to send it to
 * @param outside whether it stands for a system outside of Camel, which sends maps and lists as JSON text
 * @param pattern whether the sender waits for an answer
 */
record InputEndpoint(String endpoint, boolean outside, ExchangePattern pattern) {

    /** Whether it stands for an HTTP endpoint: the input comes from outside and its sender waits for an answer. */
    boolean web() {
        return outside && pattern == ExchangePattern.InOut;
    }
}
