package com.whitelabelcro.camel.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps the failure of a record until it is written down. */
public final class CaughtFailureProcessor implements Processor {

    @Override
    public void process(Exchange exchange) {
        LedgerContext.of(exchange).fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
}
