package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many records may wait, and that nobody takes all the room. */
@Fast
class BulkheadTest {

    /** Room for a hundred records. */
    private static final long HEAP = 2 * 100 * Bulkhead.RECORD;

    @Test
    void recordsMayTakeHalfOfTheHeap() {
        Bulkhead bulkhead = new Bulkhead(HEAP, () -> 1);

        assertThat(acquire(bulkhead, "default", 0)).isEqualTo(100);
    }

    @Test
    void whoLeavesMakesRoom() {
        Bulkhead bulkhead = new Bulkhead(HEAP, () -> 2);
        acquire(bulkhead, "a", 0);

        bulkhead.release("a", 0);

        assertThat(acquire(bulkhead, "a", 0)).isEqualTo(1);
    }

    @Test
    void allRoomIsThereAgainOnceAllHaveLeft() {
        Bulkhead bulkhead = new Bulkhead(HEAP, () -> 2);
        for (int round = 0; round < 3; round++) {
            int room = acquire(bulkhead, "a", 300);
            for (int i = 0; i < room; i++) {
                bulkhead.release("a", 300);
            }
        }

        assertThat(acquire(bulkhead, "b", 0)).isEqualTo(75);
    }

    @Test
    void theFloodOfOneConnectionLeavesTheOthersTheirPart() {
        Bulkhead bulkhead = new Bulkhead(HEAP, () -> 5);

        assertThat(acquire(bulkhead, "flood", 0)).as("half, and its own part").isEqualTo(60);
        assertThat(acquire(bulkhead, "b", 0)).isEqualTo(10);
        assertThat(acquire(bulkhead, "e", 0)).isEqualTo(10);
    }

    @Test
    void aLargeBodyTakesMoreRoom() {
        Bulkhead bulkhead = new Bulkhead(HEAP, () -> 1);

        assertThat(acquire(bulkhead, "default", (int) Bulkhead.RECORD)).isEqualTo(20);
    }

    @Test
    void aBodyThatIsLargerThanAllRoomPassesAlone() {
        Bulkhead bulkhead = new Bulkhead(HEAP, () -> 1);

        assertThat(acquire(bulkhead, "default", (int) HEAP)).isEqualTo(1);
    }

    @Test
    void theReasonSaysHowManyThereAreAndWhatToDo() {
        Bulkhead bulkhead = new Bulkhead(256 * 1024 * 1024, () -> 1);
        bulkhead.tryAcquire("default", 0);

        assertThat(bulkhead.reason()).isEqualTo("too many records wait in this process already (1, as many as its memory of"
                + " 256 MB allows); send it again later, fewer at a time, or give the process more memory (-Xmx)");
    }

    private static int acquire(Bulkhead bulkhead, String connection, int body) {
        int acquired = 0;
        while (bulkhead.tryAcquire(connection, body)) {
            acquired++;
        }
        return acquired;
    }
}
