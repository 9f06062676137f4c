package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.IdentityKey;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Calls the action of a claimed record. The pipeline ends the record, or puts it back if it was not sent for a reason of its
 * connection or of this process. A record that did not reach that step is put back, or fails, here.
 */
final class ClaimedRecordSender implements QueueDispatcher.RecordSender {

    private final EndpointCaller calls;
    private final Supplier<RecordQueue> queue;
    private final AccountResolver accounts;
    private final BooleanSupplier running;

    /** @param running whether records may be sent now */
    ClaimedRecordSender(EndpointCaller calls, Supplier<RecordQueue> queue, AccountResolver accounts, BooleanSupplier running) {
        this.calls = calls;
        this.queue = queue;
        this.accounts = accounts;
        this.running = running;
    }

    @Override
    public CompletionStage<?> send(ClaimedRecord record, String connection) {
        if (!running.getAsBoolean()) {
            return putBack(record, Duration.ZERO);
        }
        return calls.call("direct:wlcro-" + record.action(), exchange -> fill(exchange, record, connection))
                .thenCompose(exchange -> exchange.getException() == null
                        ? CompletableFuture.completedFuture(true) : release(record, connection, exchange.getException()));
    }

    private static void fill(Exchange exchange, ClaimedRecord record, String connection) {
        exchange.setProperty(RecordProperties.QUEUED_ENTRY, record.id());
        exchange.getMessage().setBody(record.body());
        exchange.getMessage().setHeader(WlcroHeaders.CONNECTION, connection);
        IdentityKey.of(record, connection).ifPresent(key -> exchange.getMessage().setHeader(WlcroHeaders.IDEMPOTENCY_KEY, key));
        if (record.force()) {
            exchange.getMessage().setHeader(WlcroHeaders.FORCE, true);
        }
    }

    private CompletionStage<Boolean> putBack(ClaimedRecord record, Duration rest) {
        return queue.get().release(record.id(), Optional.empty(), rest);
    }

    /**
     * Does nothing if the pipeline has ended the record or put it back. If the connection was removed or got the key of another
     * company after the record was claimed, the record goes back to the queue, because another connection may send it.
     */
    private CompletionStage<Boolean> release(ClaimedRecord record, String connection, Exception failure) {
        return accounts.ofName(connection).thenCompose(account -> account.filter(record.line().account()::equals).isEmpty()
                || failure instanceof WlcroException typed && !typed.isAboutTheRecord()
                ? putBack(record, EndResult.PutBack.DELAY)
                : queue.get().release(record.id(), Optional.of(failure(record, connection, failure)), EndResult.PutBack.DELAY));
    }

    private static Failure failure(ClaimedRecord record, String connection, Exception failure) {
        // The message of another exception is left out, since it may quote personal data.
        return Failure.of(failure instanceof WlcroException typed ? typed : new Unavailable("internal error",
                Details.local(record.action(), connection, List.of(failure.getClass().getName()))));
    }
}
