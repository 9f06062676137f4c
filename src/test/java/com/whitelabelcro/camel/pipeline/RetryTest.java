package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is retried and what is not, through the whole pipeline against a server. */
class RetryTest {

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(
            SandboxConfig.of(c -> c.limit(1_000).keepBodies(true)), Map.of("wlcro.limit", "1000", "wlcro.retry.deadline", "30s"));
    private final Sandbox sandbox = pack.sandbox();

    /** Scripts refusals with a Retry-After of a millisecond. */
    static void refuse(Sandbox sandbox, int times, int status) {
        for (int i = 0; i < times; i++) {
            sandbox.script(ScriptedAnswer.of(status, "Retry-After", "0.001"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a503IsTriedAgainEvenWithoutAnExternalId(int status) {
        refuse(sandbox, 5, status);

        Exchange end = pack.call("create-lead", Records.lead(1));

        assertThat(end.getException()).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(6);
        assertThat(sandbox.records()).hasSize(1);
    }

    @Test
    void aRetryAfterInSecondsIsHonoured() {
        sandbox.script(ScriptedAnswer.of(503, "Retry-After", "1"));

        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isNull();

        assertThat(gap()).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void aRetryAfterDateIsHonoured() {
        ZonedDateTime sent = ZonedDateTime.of(2031, 5, 6, 7, 8, 9, 0, ZoneOffset.UTC);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(sent));
        headers.put("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(sent.plusSeconds(1)));
        sandbox.script(new ScriptedAnswer(null, 429, headers, null, null));

        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isNull();

        assertThat(gap()).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void withoutARetryAfterARecordIsTriedAgainAfterABackOff() {
        sandbox.script(ScriptedAnswer.of(503, (String) null));

        assertThat(pack.call("create-lead", Records.lead(1)).getException()).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "86400", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void aWaitBeyondTheDeadlineFailsAtOnce(String retryAfter) {
        sandbox.script(ScriptedAnswer.of(429, "Retry-After", retryAfter));

        Exchange end = pack.call("create-lead", Records.lead(1));

        assertThat(end.getException()).isInstanceOf(RateLimited.class);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
        assertThat(pack.state("default").inFlight()).isZero();
        // Nor does it pause the connection for longer than a record would wait.
        assertThat(pack.state("default").openFor()).isBetween(1L, Duration.ofSeconds(30).toNanos());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "429 | 30 | RateLimited | given up at its deadline: the API's rate limit is reached",
        "401 | 30 | Unauthorized | not sent again, the connection is suspended: the API does not accept the key",
    })
    void aRecordThatWaitsForItsRetryFailsWithTheReasonThatAnotherRecordFound(int status, String after, String error, String words)
            throws Exception {
        sandbox.script(ScriptedAnswer.of(503, "Retry-After", "1.5"));
        CompletableFuture<Exchange> rests = pack.begin("create-lead", Records.lead(1), Map.of());
        // Not while it waits for its first permit.
        Awaitility.await().until(() -> sandbox.stats().requests() == 1 && pack.state("default").waiting() == 1);
        sandbox.script(ScriptedAnswer.of(status, "Retry-After", after));
        pack.call("create-lead", Records.lead(2));

        Exception told = rests.get(60, TimeUnit.SECONDS).getException();

        assertThat(told.getClass().getSimpleName()).isEqualTo(error);
        assertThat(told).hasMessageContaining(words);
        assertThat(((WlcroException) told).getAttempts()).isEqualTo(1);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsSentAgainIfTheServerRecognisesItsExternalId() {
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER));

        Exchange end = pack.call("create-lead", Records.known(1));

        assertThat(end.getException()).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(2);
        assertThat(sandbox.records()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET_AFTER", "RESET_BEFORE", "CUT", "STATUS_500"})
    void aCreateOfUnknownOutcomeWithoutAnExternalIdIsNotSentTwice(Fault fault) {
        sandbox.script(ScriptedAnswer.fault(fault));

        Exchange end = pack.call("create-lead", Records.lead(1));

        assertThat(end.getException()).isInstanceOf(OutcomeUnknown.class);
        assertThat(sandbox.stats().requests()).isEqualTo(1);
    }

    @Test
    void aChangeOfAnExistingRecordIsSentAgain() {
        int id = (Integer) PackUnderTest.answer(pack.call("create-lead", Records.lead(1))).get("client_id");
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_AFTER));

        Exchange end = pack.call("update-lead", Map.of("client_id", id, "city", "Bern"));

        assertThat(end.getException()).isNull();
        assertThat(sandbox.stats().requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404, 409, 410, 413, 415, 422, 451})
    void aRefusedRecordIsNotSentAgain(int status) {
        sandbox.script(ScriptedAnswer.of(status, "Retry-After", "1"));

        Exchange end = pack.call("create-lead", Records.known(1));

        assertThat(end.getException()).isNotNull();
        assertThat(sandbox.stats().requests()).isEqualTo(1);
        assertThat(pack.call("create-lead", Records.known(2)).getException()).isNull();
    }

    @Test
    void theRecordIsGivenUpAfterMaxAttempts() {
        refuse(sandbox, 10, 503);

        Exchange end = pack.call("create-lead", Records.lead(1));

        assertThat(end.getException(Unavailable.class).getAttempts()).isEqualTo(6);
        assertThat(sandbox.stats().requests()).isEqualTo(6);
    }

    private long gap() {
        List<Long> times = sandbox.requests().stream().map(each -> each.millis()).toList();
        assertThat(times).hasSize(2);
        return times.get(1) - times.get(0);
    }
}
