package com.whitelabelcro.camel.scenario;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Stops an input before a step, as {@code kill -9} of the process would: no later step runs, no error handler is called, and the
 * sender gets no answer. It does so by not calling back until the test has checked the state.
 */
final class KillPoint extends AsyncProcessorSupport {

    private static final String PROPERTY = "wlcroTestKill";

    private final String step;

    KillPoint(String step) {
        this.step = step;
    }

    /** An input to be stopped. Copies of its exchange share it. */
    static final class Kill {

        private final String step;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

        Kill(String step) {
            this.step = step;
        }

        void travelWith(Exchange exchange) {
            exchange.setProperty(PROPERTY, this);
        }

        /** Completes when the input has been stopped. */
        CompletableFuture<Void> done() {
            return done;
        }

        private void hold(Exchange exchange, AsyncCallback callback) {
            held.add(() -> {
                exchange.getMessage().setBody(null);
                exchange.setRouteStop(true);
                callback.done(false);
            });
            done.complete(null);
        }

        /** Lets a stopped input end after the test, so that Camel does not wait for it when the context stops. */
        void release() {
            for (Runnable each = held.poll(); each != null; each = held.poll()) {
                each.run();
            }
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (exchange.getProperty(PROPERTY) instanceof Kill kill && kill.step.equals(step)) {
            kill.hold(exchange, callback);
            return false;
        }
        callback.done(true);
        return true;
    }
}
