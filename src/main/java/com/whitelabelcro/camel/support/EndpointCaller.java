package com.whitelabelcro.camel.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Calls endpoints asynchronously: actions, routes of scenarios, reply targets. No thread waits for the result, and producers are kept
 * for further calls. Thread-safe.
 */
public final class EndpointCaller extends ServiceSupport {

    private final CamelContext context;
    private final ProducerCache producers;

    public EndpointCaller(CamelContext context) {
        this.context = context;
        this.producers = new DefaultProducerCache(this, context, 0);
        // A host's event notifiers would see each queued record.
        this.producers.setEventNotifierEnabled(false);
    }

    /**
     * Calls an endpoint.
     *
     * @param fill puts the input into the exchange; if it throws, the call fails with that exception
     * @return completes with the exchange when the call has ended; a failure is the exception of the exchange
     */
    public CompletionStage<Exchange> call(String uri, Processor fill) {
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        try {
            Endpoint endpoint = context.getEndpoint(uri);
            Exchange exchange = endpoint.createExchange();
            fill.process(exchange);
            producers.doInAsyncProducer(endpoint, exchange, doneSync -> end.complete(exchange),
                    (producer, each, callback) -> producer.process(each, callback));
        } catch (Throwable e) {
            Exchange failed = new DefaultExchange(context);
            failed.setException(SafeAsyncProcessor.exceptionOf(e));
            end.complete(failed);
        }
        return end;
    }

    @Override
    protected void doStart() {
        producers.start();
    }

    @Override
    protected void doStop() {
        producers.stop();
    }
}
