package com.whitelabelcro.camel.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.jdbc.PendingOperation.Listeners;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which operations a caller takes from the queue. {@code WriterOrderTest} tests the order of the writer. */
@Fast
class OperationQueueTest {

    private final OperationQueue queue = new OperationQueue();
    private final List<PendingOperation<?>> batch = new ArrayList<>();

    /** The ledger may be closed while a caller commits: its record must not be stored after the lease of the process was ended. */
    @Test
    void aCommittingCallerTakesWaitingOperationsAndLeavesTheLastOneToTheWriter() {
        PendingOperation<?> waits = operation();
        PendingOperation<?> last = operation();
        queue.addWithNext(waits);
        queue.addLast(last);

        queue.takeAllButLast(batch);
        assertThat(batch).containsExactly(waits);
        assertThat(queue.isIdle()).isFalse();

        queue.take(batch, 2);
        assertThat(batch).containsExactly(waits, last);
        assertThat(queue.isIdle()).isTrue();
    }

    private static PendingOperation<?> operation() {
        return new PendingOperation<>(tx -> null, true, Listeners.NONE, 0);
    }
}
