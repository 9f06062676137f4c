package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.pipeline.EndpointCaller;
import com.whitelabelcro.camel.tag.Fast;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** When reply targets are looked at; {@code ReplyTest} tests what they get. */
@Fast
class OutcomeRepliesTest {

    @Test
    void aLookThatFailedAtOnceKeepsNoTargetFromTheNextOne() throws Exception {
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
            OutcomeReplies replies = new OutcomeReplies(context, new EndpointCaller(context), ledger, Map.of("mail", "direct:mail"));
            replies.look();
            replies.look();
        }

        assertThat(looks).hasValue(2);
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
