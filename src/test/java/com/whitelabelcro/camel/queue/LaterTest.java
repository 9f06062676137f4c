package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the caller of a record that is sent later receives. */
class LaterTest {

    private static final Map<String, Object> LATER = Map.of(WlcroHeaders.DELIVERY, "later");

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1)));
    private PackUnderTest pack;

    @BeforeEach
    void begin() throws Exception {
        pack = new PackUnderTest(sandbox.baseUrl().toString(),
                Map.of("wlcro.limit", "1", "wlcro.period", "60s", LedgerConfig.QUEUE_MAX, "5"));
        // The only permit is in use, so that queued records wait.
        pack.call("create-lead", Records.known(99));
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private Exchange later(String action, Object body) {
        return pack.call(action, body, LATER);
    }

    private static Map<String, Object> with(Map<String, Object> headers, String name, Object value) {
        Map<String, Object> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private RecordStatus status(Exchange accepted) throws Exception {
        EntryId entry = EntryId.parse(accepted.getMessage().getHeader(WlcroHeaders.ENTRY, String.class)).orElseThrow();
        return pack.pack().ledger().queue().status(entry, Optional.empty()).toCompletableFuture()
                .get(60, TimeUnit.SECONDS).orElseThrow();
    }

    @Test
    void theCallerGetsTheEntryThePositionAndTheExpectedTimeAtOnce() throws Exception {
        Exchange first = later("create-lead", Records.known(1));
        Exchange second = later("create-lead", Records.known(2));

        assertThat(first.getException()).isNull();
        assertThat(PackUnderTest.answer(first)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "entry", first.getMessage().getHeader(WlcroHeaders.ENTRY), "queued", 1L, "eta", "PT1M"));
        assertThat(PackUnderTest.answer(second)).containsEntry("queued", 2L).containsEntry("eta", "PT2M");
        assertThat(first.getMessage().getHeaders()).doesNotContainKeys(WlcroHeaders.STATUS, WlcroHeaders.DUPLICATE);
        assertThat(status(second)).matches(each -> !each.isEnded())
                .hasFieldOrPropertyWithValue("action", "create-lead").hasFieldOrPropertyWithValue("connection", "default");
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void theExpectedTimeOfASuspendedConnectionCountsFromItsNextProbeAndTheAnswerSaysWhy() throws Exception {
        try (Sandbox refusing = Sandbox.start(SandboxConfig.of(c -> {}));
                PackUnderTest suspended = new PackUnderTest(refusing.baseUrl().toString(), Map.of("wlcro.suspend", "10m"))) {
            refusing.revokeKey(SandboxConfig.DEFAULT_KEY);
            suspended.call("create-lead", Records.known(1));

            Map<String, Object> answer = PackUnderTest.answer(suspended.call("create-lead", Records.known(2), LATER));

            assertThat(Duration.parse((String) answer.get("eta"))).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
            assertThat((String) answer.get("waits")).contains("does not accept the key");
        }
    }

    @Test
    void anInvalidRecordIsRefusedAtOnce() {
        Exchange wrong = later("create-lead", Map.of("first_name", "Ann"));
        Exchange neither = pack.call("create-lead", Records.known(1), Map.of(WlcroHeaders.DELIVERY, "latter"));

        assertThat(wrong.getException()).isInstanceOf(InvalidRequest.class);
        assertThat(neither.getException()).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("WlcroDelivery must be answer or later").hasMessageContaining("did you mean later?");
    }

    @Test
    void aRepeatOfAQueuedRecordGetsItsEntry() throws Exception {
        Map<String, Object> changed = with(Records.known(1), "city", "Bern");
        Exchange first = later("create-lead", Records.known(1));
        Exchange repeat = later("create-lead", Records.known(1));
        Exchange other = later("create-lead", changed);
        Exchange again = later("create-lead", Records.known(1));

        assertThat(repeat.getMessage().getHeaders()).containsEntry(WlcroHeaders.DUPLICATE, true)
                .containsEntry(WlcroHeaders.ENTRY, first.getMessage().getHeader(WlcroHeaders.ENTRY));
        assertThat(PackUnderTest.answer(repeat)).containsEntry("queued", 1L);
        assertThat(List.of(first, other, again)).extracting(each -> each.getMessage().getHeader(WlcroHeaders.ENTRY))
                .doesNotHaveDuplicates();
        assertThat(PackUnderTest.answer(again)).containsEntry("queued", 3L);
    }

    @Test
    void aRecordThatWasAppliedBeforeIsAnsweredFromTheLedger() {
        Exchange duplicate = later("create-lead", Records.known(99));

        assertThat(duplicate.getMessage().getHeaders()).containsEntry(WlcroHeaders.DUPLICATE, true)
                .containsEntry(WlcroHeaders.STATUS, 200);
        assertThat(PackUnderTest.answer(duplicate)).containsKey("client_id");
    }

    @Test
    void withoutAnIdentityOnlyTheSameContentFromTheSameKnownCallerIsARepeat() throws Exception {
        Exchange one = later("create-lead", Records.lead(1));
        Exchange two = later("create-lead", Records.lead(1));
        Exchange ann = fromCaller("ann");
        Exchange annAgain = fromCaller("ann");
        Exchange bob = fromCaller("bob");

        assertThat(List.of(one, two, ann, bob)).extracting(each -> each.getMessage().getHeader(WlcroHeaders.ENTRY))
                .doesNotHaveDuplicates();
        assertThat(annAgain.getMessage().getHeaders()).containsEntry(WlcroHeaders.DUPLICATE, true)
                .containsEntry(WlcroHeaders.ENTRY, ann.getMessage().getHeader(WlcroHeaders.ENTRY));
        EntryId anns = EntryId.parse(ann.getMessage().getHeader(WlcroHeaders.ENTRY, String.class)).orElseThrow();
        assertThat(pack.pack().ledger().queue().status(anns, Optional.of("bob")).toCompletableFuture().get()).isEmpty();
        assertThat(pack.pack().ledger().queue().status(anns, Optional.of("ann")).toCompletableFuture().get()).isPresent();
    }

    private Exchange fromCaller(String caller) {
        return pack.template().send("direct:wlcro-create-lead", exchange -> {
            exchange.setProperty(RecordProperties.CALLER, caller);
            exchange.getMessage().setBody(Records.lead(1));
            exchange.getMessage().setHeader(WlcroHeaders.DELIVERY, "later");
        });
    }

    @Test
    void aFullQueueRefusesFurtherRecords() {
        for (int i = 0; i < 5; i++) {
            assertThat(later("create-lead", Records.known(i)).getException()).isNull();
        }
        Exchange sixth = later("create-lead", Records.known(6));

        assertThat(sixth.getException()).isInstanceOf(Unavailable.class).hasMessageContaining("wlcro.queue.max");
    }

    @Test
    void aQueuedRecordIsNeverPurged() throws Exception {
        Exchange queued = later("create-lead", Records.known(1));
        pack.pack().ledger().purge().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(status(queued).state()).isIn(EntryState.QUEUED, EntryState.IN_FLIGHT);
    }
}
