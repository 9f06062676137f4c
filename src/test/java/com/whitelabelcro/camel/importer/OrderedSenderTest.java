package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Fast
@Timeout(60)
class OrderedSenderTest {

    @Test
    void otherIdentitiesOvertakeOneThatWaits() throws Exception {
        List<Long> started = new CopyOnWriteArrayList<>();
        CountDownLatch two = new CountDownLatch(2);
        OrderedSender order = new OrderedSender(2, pending -> {
            started.add(pending.line());
            two.countDown();
        });
        order.give(pending(1, "a"));
        for (int i = 2; i <= OrderedSender.MOST_HELD; i++) {
            assertThat(order.give(pending(i, "a"))).isTrue();
        }
        order.give(pending(9_999, "b"));
        two.await();
        assertThat(started).containsExactlyInAnyOrder(1L, 9_999L);
        assertThat(order.waiting()).isEqualTo(OrderedSender.MOST_HELD + 1);
        order.stop();
        assertThat(order.unsent()).hasSize(OrderedSender.MOST_HELD - 1);
        assertThat(order.give(pending(10_000, "c"))).isFalse();
        assertThat(order.abandon()).hasSize(2);
    }

    @Test
    void aThousandRecordsOfOneIdentityThatAreAnsweredAtOnceDoNotOverflowTheStack() throws Exception {
        OrderedSender[] order = new OrderedSender[1];
        List<Long> started = new CopyOnWriteArrayList<>();
        order[0] = new OrderedSender(1, pending -> {
            started.add(pending.line());
            order[0].ended(pending);
        });
        for (int i = 0; i < 20_000; i++) {
            order[0].give(pending(i, "a"));
        }
        order[0].noMore();
        order[0].awaitEnd(() -> Long.MAX_VALUE);
        assertThat(started).hasSize(20_000).isSorted();
        assertThat(order[0].waiting()).isZero();
        order[0].abandon();
    }

    @Test
    void anyNumberOfRecordsInFlightNeedsOneThread() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(300);
        OrderedSender order = new OrderedSender(300, pending -> {
            threads.add(Thread.currentThread().getName());
            all.countDown();
        });
        for (int i = 0; i < 300; i++) {
            order.give(pending(i, "id" + i));
        }
        all.await();
        assertThat(order.waiting()).isEqualTo(300);
        assertThat(threads).hasSize(1);
        order.stop();
        order.abandon();
    }

    private static ImportRecord pending(long line, String identity) {
        Map<String, Object> body = Map.of("external_id", identity);
        return new ImportRecord(new InputRow.Record(line, body), body, ImportRowKey.NONE, TestActions.CREATE_LEAD, Optional.empty());
    }
}
