package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.model.HttpAnswer;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes why a request came to nothing; what that means is not decided here. */
public final class HttpFailureProcessor implements Processor {

    private final LongSupplier clock;

    public HttpFailureProcessor(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        HttpAnswer.of(exchange).fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class), clock.getAsLong());
    }
}
