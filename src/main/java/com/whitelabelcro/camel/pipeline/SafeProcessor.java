package com.whitelabelcro.camel.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes an exception of an Error, such as a stack overflow over a hostile body. Camel lets Errors through to its
 * threads, where nobody hears of them: the caller would wait for ever, and the permit be lost.
 */
public final class SafeProcessor implements Processor {

    private final Processor step;

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
