package com.whitelabelcro.camel.app.scenario;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Stands before a step, and stops an input there as {@code kill -9} would: nothing comes after, no handler hears of it, and
 * its sender gets no answer. It does so by never calling back.
 */
final class KillPoint extends AsyncProcessorSupport {

    private static final String PROPERTY = "wlcroTestKill";

    private final String step;

    KillPoint(String step) {
        this.step = step;
    }

    /** An input that is to be stopped; its copies know it too. */
    record Kill(String step, CompletableFuture<Void> done) {

        Kill(String step) {
            this(step, new CompletableFuture<>());
        }

        void travelWith(Exchange exchange) {
            exchange.setProperty(PROPERTY, this);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (exchange.getProperty(PROPERTY) instanceof Kill kill && kill.step().equals(step)) {
            kill.done().complete(null);
            return false;
        }
        callback.done(true);
        return true;
    }
}
