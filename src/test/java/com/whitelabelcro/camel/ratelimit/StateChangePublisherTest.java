package com.whitelabelcro.camel.ratelimit;

import static com.whitelabelcro.camel.ratelimit.PermitQueueFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.ratelimit.PermitQueueFixture.Someone;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each change of a connection's state is published once, in order. */
@Fast
class StateChangePublisherTest {

    private final PermitQueueFixture rig = new PermitQueueFixture(1_000);
    private long tickets;

    private Someone come() {
        return rig.acquire("someone", tickets++);
    }

    private List<String> told() {
        List<String> told = rig.events.stream().map(ConnectionStateChanged.class::cast)
                .map(each -> each.state() + (each.until() == null ? "" : " until " + each.until().getEpochSecond())
                        + (each.reason().isEmpty() ? "" : " " + each.reason())).toList();
        rig.events.clear();
        return told;
    }

    private void many(int count, Meaning kind) {
        List<Someone> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(come());
        }
        all.forEach(each -> each.ends(kind));
    }

    @Test
    void anOutageIsReportedOnceThenItsProbesThenThatItIsOver() {
        many(8, Meaning.OUTAGE);
        assertThat(told()).containsExactly("OPEN until 1 OUTAGE");

        rig.pass(SECOND);
        Someone probe = come();
        assertThat(told()).containsExactly("HALF_OPEN OUTAGE");
        probe.ends(Meaning.OUTAGE);
        assertThat(told()).containsExactly("OPEN until 3 OUTAGE");

        rig.pass(2 * SECOND);
        come().ends(Meaning.DONE);
        assertThat(told()).containsExactly("HALF_OPEN OUTAGE", "CLOSED");
    }

    @Test
    void aRefusedKeyIsReportedOnceHoweverManyRecordsItRefuses() {
        List<Someone> all = List.of(come(), come(), come());
        all.forEach(Someone::refused);
        assertThat(told()).containsExactly("SUSPENDED until 60 REFUSED");

        rig.pass(60 * SECOND);
        come().refused();
        assertThat(told()).containsExactly("HALF_OPEN REFUSED", "SUSPENDED until 120 REFUSED");
    }

    @Test
    void suspectAnswersInARowSuspend() {
        for (int i = 0; i < ConnectionCircuitBreaker.FAILURES_TO_OPEN; i++) {
            come().forbidden();
        }
        assertThat(told()).containsExactly("SUSPENDED until 60 SUSPECT");
    }

    @Test
    void aLimitIsReportedOnce() {
        List<Someone> all = List.of(come(), come());
        all.forEach(each -> each.limitedFor(5 * SECOND));
        rig.pass(5 * SECOND);
        come().ends(Meaning.DONE);
        assertThat(told()).containsExactly("LIMITED until 5 LIMITED", "HALF_OPEN LIMITED", "CLOSED");
    }

    @Test
    void aProbeWithoutAnAnswerPublishesNothing() {
        come().refused();
        rig.pass(60 * SECOND);
        come().ends(Meaning.NONE);
        assertThat(told()).containsExactly("SUSPENDED until 60 REFUSED", "HALF_OPEN REFUSED", "SUSPENDED until 60 REFUSED");
    }

    @Test
    void aHealthyConnectionPublishesNothing() {
        many(30, Meaning.DONE);
        many(4, Meaning.OUTAGE);
        many(4, Meaning.ANSWERED);
        assertThat(rig.events).isEmpty();
    }
}
