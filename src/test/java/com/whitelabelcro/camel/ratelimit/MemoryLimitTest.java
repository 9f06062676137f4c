package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many records may wait, and that no connection occupies all the memory. */
@Fast
class MemoryLimitTest {

    /** Enough memory for a hundred records. */
    private static final long HEAP = 2 * 100 * MemoryLimit.RECORD;

    @Test
    void recordsMayTakeHalfOfTheHeap() {
        MemoryLimit memory = new MemoryLimit(HEAP, () -> 1);

        assertThat(acquire(memory, "default", 0)).isEqualTo(100);
    }

    @Test
    void aRecordThatLeavesMakesRoom() {
        MemoryLimit memory = new MemoryLimit(HEAP, () -> 2);
        acquire(memory, "a", 0);

        memory.release("a", 0);

        assertThat(acquire(memory, "a", 0)).isEqualTo(1);
    }

    @Test
    void allMemoryIsFreeAgainAfterAllRecordsHaveLeft() {
        MemoryLimit memory = new MemoryLimit(HEAP, () -> 2);
        for (int round = 0; round < 3; round++) {
            int room = acquire(memory, "a", 300);
            for (int i = 0; i < room; i++) {
                memory.release("a", 300);
            }
        }

        assertThat(acquire(memory, "b", 0)).isEqualTo(75);
    }

    @Test
    void aFloodOnOneConnectionLeavesTheOthersTheirShare() {
        MemoryLimit memory = new MemoryLimit(HEAP, () -> 5);

        assertThat(acquire(memory, "flood", 0)).as("half of the shared memory, and its own reserve").isEqualTo(60);
        assertThat(acquire(memory, "b", 0)).isEqualTo(10);
        assertThat(acquire(memory, "e", 0)).isEqualTo(10);
    }

    @Test
    void aLargeBodyTakesMoreMemory() {
        MemoryLimit memory = new MemoryLimit(HEAP, () -> 1);

        assertThat(acquire(memory, "default", (int) MemoryLimit.RECORD)).isEqualTo(20);
    }

    @Test
    void aBodyThatIsLargerThanTheLimitIsAcceptedAlone() {
        MemoryLimit memory = new MemoryLimit(HEAP, () -> 1);

        assertThat(acquire(memory, "default", (int) HEAP)).isEqualTo(1);
    }

    @Test
    void theReasonSaysHowManyRecordsWaitAndWhatToDo() {
        MemoryLimit memory = new MemoryLimit(256 * 1024 * 1024, () -> 1);
        memory.tryAcquire("default", 0);

        assertThat(memory.reason()).isEqualTo("too many records wait in this process already (1, as many as its memory of"
                + " 256 MB allows); send it again later, fewer at a time, or give the process more memory (-Xmx)");
    }

    private static int acquire(MemoryLimit memory, String connection, int body) {
        int acquired = 0;
        while (memory.tryAcquire(connection, body)) {
            acquired++;
        }
        return acquired;
    }
}
