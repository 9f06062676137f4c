package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

@Fast
class HttpProblemTest {

    /** Camel's error handler rejects an exchange that has begun when its route stops. */
    @Test
    void aRequestDuringTheStopGets503AndAFaultGets500() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange fault = answered(context);
            context.stop();
            Exchange stopping = answered(context);

            assertThat(fault.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(500);
            assertThat(stopping.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
            assertThat(stopping.getMessage().getHeader("Retry-After")).isEqualTo("60");
        }
    }

    private static Exchange answered(CamelContext context) {
        Exchange exchange = new DefaultExchange(context);
        HttpProblem.report(exchange, new RejectedExecutionException());
        return exchange;
    }
}
