package com.whitelabelcro.camel.once;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps the failure of a record until it is written down. */
public final class Caught implements Processor {

    @Override
    public void process(Exchange exchange) {
        Once.of(exchange).fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
}
