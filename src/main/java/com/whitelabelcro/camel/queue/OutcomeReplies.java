package com.whitelabelcro.camel.queue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Delivers the outcomes of queued records to the targets that their callers named ({@code WlcroReplyTo}), at least once: a call
 * that fails is repeated with a growing back-off, and so is one that was in progress when the process died. Only targets that are
 * registered in this context are called; outcomes for others are left to processes that have them. Each target has its own
 * {@value #AT_A_TIME} concurrent calls, so that one that hangs or fails does not delay the others. A call that does not end in
 * time counts as failed, although it may still end; otherwise its target would get no further outcomes.
 *
 * <p>Thread-safe; no thread waits.
 */
public final class OutcomeReplies implements RecordQueue.Listener {

    private static final int AT_A_TIME = 16;
    /** The timeout of a call, in deadlines of a record: a target that sends records itself may need one deadline for that. */
    private static final int DEADLINES = 2;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> ANSWER = new TypeReference<>() {};

    private final CamelContext context;
    private final EndpointCaller calls;
    private final Ledger ledger;
    private final Map<String, String> targets;
    private final long patience;
    private final LongSupplier clock;
    /** The targets for which outcomes are being claimed or delivered. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<Call> open = ConcurrentHashMap.newKeySet();

    /** A call of a target. The set of open calls compares their identity. */
    private static final class Call {
        private final CompletableFuture<Exchange> end = new CompletableFuture<>();
        private final long since;

        Call(long since) {
            this.since = since;
        }
    }

    /**
     * @param targets the URI of the endpoint of each target, by its name
     * @param deadline the time after which a record is given up; a call of a target may take twice as long
     * @param clock monotonic clock, in nanoseconds
     */
    public OutcomeReplies(CamelContext context, EndpointCaller calls, Ledger ledger, Map<String, String> targets, Duration deadline,
            LongSupplier clock) {
        this.context = context;
        this.calls = calls;
        this.ledger = ledger;
        this.targets = Map.copyOf(targets);
        this.patience = deadline.multipliedBy(DEADLINES).toNanos();
        this.clock = clock;
    }

    @Override
    public void ended(EntryId entry) {
        look();
    }

    /** Checks for outcomes to deliver. To be called every second. */
    public void look() {
        open.stream().filter(call -> clock.getAsLong() - call.since >= patience)
                .forEach(call -> call.end.completeExceptionally(new TimeoutException()));
        targets.keySet().forEach(this::look);
    }

    private void look(String target) {
        if (context.isStarted() && busy.add(target)) {
            claim(target).whenComplete((more, problem) -> {
                busy.remove(target);
                if (Boolean.TRUE.equals(more)) {
                    look(target);
                }
            });
        }
    }

    /** Completes when the target was called for all claimed outcomes; true if there may be more. */
    private CompletionStage<Boolean> claim(String target) {
        try {
            return ledger.queue().claimReplies(target, AT_A_TIME).thenCompose(claimed -> CompletableFuture.allOf(claimed.stream()
                    .map(each -> reply(each).toCompletableFuture()).toArray(CompletableFuture[]::new))
                    .thenApply(done -> claimed.size() == AT_A_TIME));
        } catch (Throwable e) {
            // For example for lack of memory. The target must not count as busy forever.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Optional<RecordStatus>> status(ClaimedRecord record) {
        try {
            return ledger.queue().status(record.id(), Optional.empty());
        } catch (Throwable e) {
            // The claim must be ended in any case.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Boolean> reply(ClaimedRecord record) {
        return status(record)
                .thenCompose(status -> status.isPresent() ? call(record, status.get()) : CompletableFuture.completedFuture(null))
                .handle((exchange, problem) -> problem == null && (exchange == null || exchange.getException() == null))
                .thenCompose(done -> done ? ledger.queue().replied(record.id())
                        : ledger.queue().notReplied(record.id(), GrowingDelay.after(record.tries())));
    }

    private CompletionStage<Exchange> call(ClaimedRecord record, RecordStatus status) {
        Call call = new Call(clock.getAsLong());
        open.add(call);
        calls.call(targets.get(record.replyTo().orElseThrow()), exchange -> fill(exchange.getMessage(), record, status))
                .whenComplete((exchange, problem) -> end(call.end, exchange, problem));
        return call.end.whenComplete((exchange, problem) -> open.remove(call));
    }

    private static void end(CompletableFuture<Exchange> call, Exchange exchange, Throwable problem) {
        if (problem == null) {
            call.complete(exchange);
        } else {
            call.completeExceptionally(problem);
        }
    }

    private static void fill(Message message, ClaimedRecord record, RecordStatus status) throws IOException {
        record.stored().forEach(message::setHeader);
        message.setHeader(WlcroHeaders.ENTRY, record.id().toString());
        message.setHeader(WlcroHeaders.ACTION, record.action());
        message.setHeader(WlcroHeaders.CONNECTION, record.line().connection());
        if (status.answer().isPresent()) {
            message.setHeader(WlcroHeaders.STATUS, status.answer().get().status());
            message.setBody(JSON.readValue(status.answer().get().body(), ANSWER));
        } else {
            message.setHeader(WlcroHeaders.REASON, status.failure().map(Failure::kind).orElse(status.state().stored()));
            message.setBody(problem(status));
        }
    }

    private static Map<String, Object> problem(RecordStatus status) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("error", status.failure().map(Failure::kind).orElse(status.state().stored()));
        problem.put("reason", status.failure().map(Failure::reason).orElse(""));
        problem.put("status", status.failure().map(each -> each.details().status()).orElse(0));
        problem.put("violations", status.failure().map(each -> each.details().violations()).orElse(List.of()));
        return problem;
    }
}
