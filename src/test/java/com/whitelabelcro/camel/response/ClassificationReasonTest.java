package com.whitelabelcro.camel.response;

import static com.whitelabelcro.camel.response.RetryClassifierTest.create;
import static com.whitelabelcro.camel.response.RetryClassifierTest.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.http.Answers;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.KeyChangedException;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.response.Classification.FailedAttempt;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentence that tells a user why an attempt failed, also if the request never left this machine. */
@Fast
class ClassificationReasonTest {

    static Stream<Arguments> neverSent() {
        return Stream.of(
                Arguments.of(new ThrottlerRejectedExecutionException("full"), "rejected by the throttler", true, Meaning.LIMITED),
                Arguments.of(new KeyChangedException(), "the connection's key has changed", true, Meaning.NONE),
                Arguments.of(new SSLHandshakeException("cut"), "no TLS connection to api.example.com came about", true, Meaning.OUTAGE),
                Arguments.of(new UnknownHostException("gone"), "the host name api.example.com is unknown", true, Meaning.OUTAGE),
                Arguments.of(new ConnectException("refused"), "no connection to api.example.com", true, Meaning.OUTAGE),
                Arguments.of(new NoRouteToHostException("no"), "no connection to api.example.com", true, Meaning.OUTAGE),
                Arguments.of(new SocketTimeoutException("late"), "no connection to api.example.com in time", true, Meaning.OUTAGE),
                Arguments.of(new IOException("else"), "the connection to api.example.com failed", true, Meaning.OUTAGE),
                Arguments.of(new IllegalStateException("bug"), "the request could not be sent: IllegalStateException", false, Meaning.NONE),
                Arguments.of(null, "the request could not be sent", false, Meaning.NONE));
    }

    @ParameterizedTest
    @MethodSource("neverSent")
    void theReasonOfAnUnsentRequestSaysWhatPreventedIt(Throwable why, String reason, boolean retry, Meaning meaning) {
        assertThat(failed(create(null), Answers.neverSent(why)))
                .extracting(FailedAttempt::reason, FailedAttempt::retry, FailedAttempt::meaning, FailedAttempt::mayHaveBeenApplied)
                .containsExactly(reason, retry, meaning, false);
    }

    @Test
    void theReasonOfAnIncompleteAnswerSaysHowMuchWasReceived() {
        assertThat(failed(update(), Answers.lost()).reason()).isEqualTo("the connection broke before an answer arrived");
        assertThat(failed(update(), Answers.timedOut()).reason()).isEqualTo("no answer within the time of wlcro.timeout");
        assertThat(failed(update(), Answers.unanswered(new SocketTimeoutException("read"))).reason())
                .isEqualTo("no answer within the time of wlcro.timeout");
        assertThat(failed(update(), Answers.brokenOff(200)).reason()).isEqualTo("the answer broke off");
        assertThat(failed(update(), Answers.huge(200, "{}")).reason())
                .isEqualTo("the answer is too large: a body of more than 1 MiB");
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsIncompleteUnlessItIsCompleteJson() {
        assertThat(failed(update(), Answers.endedByClose(200, "{\"success\":tr")))
                .extracting(FailedAttempt::reason, FailedAttempt::retry, FailedAttempt::meaning)
                .containsExactly("the answer broke off", true, Meaning.OUTAGE);
        assertThat(failed(update(), Answers.endedByClose(200, "{\"success\":false}")))
                .extracting(FailedAttempt::retry, FailedAttempt::meaning).containsExactly(false, Meaning.SUSPECT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"ok\":1} | text/html | no client_id",
        "<html> | text/html; charset=utf-8 | a body that is no JSON object (text/html)",
        "<html> | no media type | a body that is no JSON object",
        "'' | text/html | no body (text/html)",
        "{\"success\":0} | x | a success that is not true",
        "{\"error\":\"no\"} | x | an error"
    })
    void aSuccessStatusWithoutAConfirmingBodySaysWhatTheServerAnsweredInstead(String body, String type, String what) {
        assertThat(failed(create(null), Answers.answer(200, body, Map.of("Content-Type", type))).reason())
                .isEqualTo("the server answered 200 with " + what + ", so that it is unknown what it did");
    }

    @Test
    void theReasonOfAnAnswerAboutAnotherRecordNamesTheDifferingField() {
        assertThat(failed(update(), Answers.answer(200, "{\"client_id\":2}", Map.of())).reason())
                .contains("another client_id than the one asked for");
    }

    private static FailedAttempt failed(WriteRequest request, HttpAnswer answer) {
        return (FailedAttempt) new RetryClassifier().classify(request, answer, ResponseBody.of(answer));
    }
}
