package com.whitelabelcro.camel.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which callers wait for a record on the calling thread, as far as the stack of that thread shows. */
@Fast
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockingThreadsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final LinkedBlockingQueue<Boolean> found = new LinkedBlockingQueue<>();

    @BeforeAll
    void begin() throws Exception {
        context.disableJMX();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:end").process(new Look());
                from("direct:steps").setBody(constant("b")).to("direct:end");
                from("direct:split").split(body()).to("direct:end").end();
                from("direct:parallel").split(body()).parallelProcessing().to("direct:end").end();
                from("direct:aggregate").aggregate(constant(1), (before, now) -> now).completionSize(1).to("direct:end");
                from("direct:threads").threads(1).to("direct:end");
                from("direct:seda").to("seda:end");
                from("seda:end").to("direct:end");
                from("direct:own").process(exchange -> beginOwn());
            }
        });
        context.start();
    }

    @AfterAll
    void end() {
        context.stop();
    }

    private final class Look extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            found.add(BlockingThreads.isAwaited());
            callback.done(true);
            return true;
        }
    }

    private void beginOwn() {
        try {
            Endpoint endpoint = context.getEndpoint("direct:end");
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            producer.process(endpoint.createExchange(), doneSync -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Camel also runs exchanges that a route starts itself on the thread of the route. */
    @ParameterizedTest
    @CsvSource({"end, true", "steps, true", "split, true", "own, true", "parallel, false", "aggregate, false", "threads, false",
        "seda, false"})
    void aProducerTemplateWaitsOnItsThreadUnlessARouteLeavesIt(String route, boolean awaited) throws Exception {
        context.createFluentProducerTemplate().to("direct:" + route).withBody(List.of("a")).send();

        assertThat(found.poll(10, TimeUnit.SECONDS)).isEqualTo(awaited);
    }

    @Test
    void callersOfAnAsynchronousProducerAreNotBlocked() throws Exception {
        beginOwn();

        assertThat(found.poll(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aThreadMayBlockOnlyWhileItIsMarked() {
        BlockingThreads threads = new BlockingThreads();
        threads.run(true, () -> {
            threads.run(false, () -> assertThat(threads.isCurrent()).isFalse());
            assertThat(threads.isCurrent()).isTrue();
        });

        assertThat(threads.isCurrent()).isFalse();
    }
}
