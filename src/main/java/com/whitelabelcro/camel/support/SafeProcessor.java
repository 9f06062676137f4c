package com.whitelabelcro.camel.support;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Wraps a synchronous step; {@link SafeAsyncProcessor} is the base class of asynchronous ones. Converts an {@link Error}, such as a
 * stack overflow caused by a hostile body, to an exception. Camel does not handle {@code Error}s, so the exchange would never complete
 * and its permit would leak.
 */
public final class SafeProcessor implements Processor {

    private final Processor step;

    /** @param step does the work; may throw anything */
    public SafeProcessor(Processor step) {
        this.step = step;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            step.process(exchange);
        } catch (Error e) {
            throw SafeAsyncProcessor.exceptionOf(e);
        }
    }
}
