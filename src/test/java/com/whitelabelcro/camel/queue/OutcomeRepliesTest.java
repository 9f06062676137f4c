package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.support.EndpointCaller;
import com.whitelabelcro.camel.tag.Fast;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

/** When reply targets are called. {@code ReplyTest} tests what they receive. */
@Fast
class OutcomeRepliesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final RecordStatus ENDED = new RecordStatus(EntryId.of(1, 1), "create-lead", "default", EntryState.FAILED,
            Optional.empty(), Optional.empty(), 1, Instant.EPOCH, Optional.of(Instant.EPOCH));

    private long now;

    @Test
    void aFailedQueryDoesNotBlockItsTarget() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        RecordQueue queue = fake(RecordQueue.class, (proxy, method, arguments) -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException();
            }
            return CompletableFuture.completedFuture(List.of());
        });
        Ledger ledger = fake(Ledger.class, (proxy, method, arguments) -> queue);
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            OutcomeReplies replies = new OutcomeReplies(context, new EndpointCaller(context), ledger, Map.of("mail", "direct:mail"),
                    DEADLINE, () -> now);
            replies.look();
            replies.look();
        }

        assertThat(looks).hasValue(2);
    }

    /** The outcome is released and claimed again; the first call may still complete. */
    @Test
    void aCallThatDoesNotCompleteInTimeIsAbandonedAndTheTargetIsCalledAgain() throws Exception {
        List<String> done = new ArrayList<>();
        Queue<ClaimedRecord> waiting = new ArrayDeque<>(List.of(claimed()));
        RecordQueue queue = fake(RecordQueue.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "claimReplies" -> CompletableFuture.completedFuture(Stream.ofNullable(waiting.poll()).toList());
            case "status" -> CompletableFuture.completedFuture(Optional.of(ENDED));
            default -> {
                done.add(method.getName());
                waiting.addAll(method.getName().equals("notReplied") ? List.of(claimed()) : List.of());
                yield CompletableFuture.completedFuture(true);
            }
        });
        Queue<AsyncCallback> calls = new ArrayDeque<>();
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(target(calls));
            EndpointCaller caller = new EndpointCaller(context);
            context.addService(caller);
            context.start();
            OutcomeReplies replies = new OutcomeReplies(context, caller, fake(Ledger.class, (proxy, method, arguments) -> queue),
                    Map.of("mail", "direct:mail"), DEADLINE, () -> now);
            replies.look();
            now += PATIENCE.toNanos() - 1;
            replies.look();
            assertThat(calls).hasSize(1);
            assertThat(done).isEmpty();

            now += 1;
            replies.look();
            assertThat(done).containsExactly("notReplied");
            assertThat(calls).hasSize(2);

            calls.remove().done(false);
            calls.remove().done(false);
            assertThat(done).containsExactly("notReplied", "replied");
        }
    }

    /** Receives outcomes; the test completes each call. */
    private static RouteBuilder target(Queue<AsyncCallback> calls) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mail").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        calls.add(callback);
                        return false;
                    }
                });
            }
        };
    }

    private static ClaimedRecord claimed() {
        return new ClaimedRecord(ENDED.id(), QueueLine.SCENARIOS, "create-lead", new byte[0], Optional.empty(), false, 0, Optional.of("mail"), Map.of());
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
