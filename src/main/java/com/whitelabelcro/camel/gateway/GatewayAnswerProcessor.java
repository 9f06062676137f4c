package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.caller.QueuedAnswer;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * Last step of {@code POST /actions/{action}}: answers with 202 and the address of the record. If the sender prefers to wait, it
 * waits for the outcome for that time and answers with it.
 */
public final class GatewayAnswerProcessor extends SafeAsyncProcessor implements ShutdownPrepared {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final QueuedAnswer queued;
    private final RecordFinder finder;

    /** @param queued creates the answer for senders that do not wait */
    public GatewayAnswerProcessor(QueuedAnswer queued, RecordFinder finder) {
        this.queued = queued;
        this.finder = finder;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        GatewayCall call = GatewayCall.of(exchange);
        Duration wait = call.request().preferredWait();
        List<EntryId> entries = call.results().stream().map(GatewayAnswerProcessor::entry).toList();
        return finder.await(entries, call.request().caller(), wait).thenAccept(ended -> {
            if (ended.isPresent()) {
                outcome(exchange.getMessage(), call, ended.get());
                exchange.getMessage().setHeader("Preference-Applied", "wait=" + wait.toSeconds());
            } else {
                accepted(exchange.getMessage(), call);
            }
        });
    }

    @Override
    protected void doStart() {
        finder.start();
    }

    /** Waiting senders would delay the end of the process. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        finder.release();
    }

    private static EntryId entry(BeginResult result) {
        return result instanceof BeginResult.Queued queued ? queued.id() : ((BeginResult.Duplicate) result).id();
    }

    private void accepted(Message message, GatewayCall call) {
        List<Map<String, Object>> receipts = new ArrayList<>();
        for (int i = 0; i < call.results().size(); i++) {
            receipts.add(receipt(call.records().get(i), call.results().get(i), call.isArray()));
        }
        message.removeHeaders("*");
        JsonAnswer.write(message, call.isArray() ? receipts : receipts.get(0));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED);
        if (!call.isArray()) {
            message.setHeader("Location", GatewayAnswer.location(entry(call.results().get(0)).toString()));
        }
    }

    private Map<String, Object> receipt(WriteRequest record, BeginResult result, boolean located) {
        // A record that was applied before is no longer in the queue.
        BeginResult.Queued accepted = result instanceof BeginResult.Queued waiting ? waiting
                : new BeginResult.Queued(entry(result), 0, true);
        Map<String, Object> receipt = new LinkedHashMap<>(queued.of(accepted, record.connection()));
        if (accepted.repeated()) {
            receipt.put("duplicate", true);
        }
        if (located) {
            receipt.put("location", GatewayAnswer.location(accepted.id().toString()));
        }
        return receipt;
    }

    private static void outcome(Message message, GatewayCall call, List<RecordStatus> records) {
        message.removeHeaders("*");
        if (call.isArray()) {
            JsonAnswer.write(message, records.stream().map(GatewayAnswer::of).toList());
        } else if (records.get(0).failure().isPresent()) {
            HttpProblem.failed(message, records.get(0).failure().get(), records.get(0).id().toString());
        } else {
            JsonAnswer.write(message, GatewayAnswer.of(records.get(0)));
        }
        if (message.getHeader(Exchange.HTTP_RESPONSE_CODE) == null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, OK);
        }
        if (!call.isArray()) {
            message.setHeader("Location", GatewayAnswer.location(records.get(0).id().toString()));
        }
    }
}
