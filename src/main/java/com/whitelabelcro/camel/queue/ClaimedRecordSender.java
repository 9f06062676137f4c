package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.IdentityKey;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.pipeline.WriteContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Calls the action of a claimed record. The pipeline ends the record, or puts it back if its connection or this process kept it
 * from being sent. What never came so far is put back, or given up, here.
 */
final class ClaimedRecordSender implements QueueDispatcher.RecordSender {

    private final CamelContext context;
    private final Supplier<RecordQueue> queue;
    private final BooleanSupplier running;

    /** @param running whether records may be sent now */
    ClaimedRecordSender(CamelContext context, Supplier<RecordQueue> queue, BooleanSupplier running) {
        this.context = context;
        this.queue = queue;
        this.running = running;
    }

    @Override
    public CompletionStage<?> send(ClaimedRecord record, String connection) {
        if (!running.getAsBoolean()) {
            return queue.get().release(record.id(), Optional.empty(), Duration.ZERO);
        }
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        try {
            Endpoint endpoint = context.getEndpoint("direct:wlcro-" + record.action());
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            Exchange exchange = exchange(endpoint, record, connection);
            producer.process(exchange, doneSync -> end.complete(exchange));
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
        return end.handle((exchange, problem) -> problem == null ? exchange.getException() : problem)
                .thenCompose(failure -> failure == null
                        ? CompletableFuture.completedFuture(true) : release(record, connection, failure));
    }

    private static Exchange exchange(Endpoint endpoint, ClaimedRecord record, String connection) {
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(WriteContext.QUEUED_ENTRY, record.id());
        exchange.getMessage().setBody(record.body());
        exchange.getMessage().setHeader(WlcroHeaders.CONNECTION, connection);
        IdentityKey.of(record, connection).ifPresent(key -> exchange.getMessage().setHeader(WlcroHeaders.IDEMPOTENCY_KEY, key));
        if (record.force()) {
            exchange.getMessage().setHeader(WlcroHeaders.FORCE, true);
        }
        return exchange;
    }

    /** Does nothing if the pipeline has ended the record or put it back. */
    private CompletionStage<Boolean> release(ClaimedRecord record, String connection, Throwable failure) {
        if (failure instanceof WlcroException typed) {
            return queue.get().release(record.id(),
                    typed.isAboutTheRecord() ? Optional.of(Failure.of(typed)) : Optional.empty(), EndResult.PutBack.DELAY);
        }
        // The message is left out, since it may quote personal data.
        return queue.get().release(record.id(), Optional.of(Failure.of(new Unavailable("internal error",
                Details.local(record.action(), connection, List.of(failure.getClass().getName()))))), EndResult.PutBack.DELAY);
    }
}
