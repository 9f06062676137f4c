package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.PERIOD;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The priority of interactive records, for whose answer a caller waits, over queued ones. */
@Fast
class PermitPriorityTest {

    private final PermitQueueFixture rig = new PermitQueueFixture(1);
    private final Map<String, Someone> all = new HashMap<>();
    private long sequence = 1;

    @BeforeEach
    void useTheOnlyPermit() {
        acquire("first", true, Long.MAX_VALUE);
        rig.went();
    }

    private Someone acquire(String name, boolean interactive, long deadline) {
        Someone someone = rig.new Someone(name, sequence++, deadline);
        someone.interactive = interactive;
        all.put(name, someone);
        rig.acquire(someone);
        return someone;
    }

    /** Each granted record ends at once, so that the next one is granted a period later. */
    private List<String> order(int permits) {
        List<String> order = new ArrayList<>();
        Someone last = all.get("first");
        for (int i = 0; i < permits; i++) {
            last.ends(Meaning.ANSWERED);
            rig.pass(PERIOD);
            List<String> went = rig.went();
            assertThat(went).hasSize(1);
            order.addAll(went);
            last = all.get(went.get(0));
        }
        return order;
    }

    @Test
    void interactiveRecordsOvertakeTheQueueWhichKeepsEveryFourthPermit() {
        for (int i = 1; i <= 4; i++) {
            acquire("queued" + i, false, Long.MAX_VALUE);
        }
        for (int i = 1; i <= 7; i++) {
            acquire("call" + i, true, Long.MAX_VALUE);
        }

        assertThat(order(11)).containsExactly("call1", "call2", "call3", "queued1", "call4", "call5", "call6", "queued2", "call7",
                "queued3", "queued4");
    }

    @Test
    void eitherKindAloneGetsAllPermitsInItsOrder() {
        acquire("queued1", false, Long.MAX_VALUE);
        acquire("queued2", false, Long.MAX_VALUE);
        assertThat(order(2)).containsExactly("queued1", "queued2");
    }

    @Test
    void aCallFailsAtItsDeadlineEvenIfAnOlderRecordHasNone() {
        acquire("queued", false, Long.MAX_VALUE);
        Someone late = acquire("late", true, 2 * PERIOD);

        rig.pass(2 * PERIOD);

        assertThat(late.why.kind()).isEqualTo(Rejection.Obstacle.TOO_LATE);
    }
}
