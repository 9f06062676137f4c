package com.whitelabelcro.camel.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.http.Answers;
import com.whitelabelcro.camel.model.CallResult.Meaning;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.response.Classification.FailedAttempt;
import com.whitelabelcro.camel.response.Classification.SuccessfulAttempt;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The retry table, line by line, for repeatable and for unrepeatable requests. */
@Fast
class RetryClassifierTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEADS = "/api/v1/integrations/leads";

    private final RetryClassifier judge = new RetryClassifier();

    @ParameterizedTest
    @CsvSource({
        // status, error, retried if a repeat is safe, retried if it is not, what the answer means for the connection
        "300,UNAVAILABLE,false,false,SUSPECT", "302,UNAVAILABLE,false,false,SUSPECT", "308,UNAVAILABLE,false,false,SUSPECT",
        "400,INVALID_REQUEST,false,false,ANSWERED", "401,UNAUTHORIZED,false,false,REFUSED",
        "403,FORBIDDEN,false,false,SUSPECT", "404,NOT_FOUND,false,false,ANSWERED", "408,UNAVAILABLE,true,true,OUTAGE",
        "409,CONFLICT,false,false,ANSWERED", "425,UNAVAILABLE,true,true,OUTAGE",
        "410,NOT_FOUND,false,false,ANSWERED", "413,INVALID_REQUEST,false,false,ANSWERED",
        "422,INVALID_REQUEST,false,false,ANSWERED", "429,RATE_LIMITED,true,true,LIMITED",
        "451,INVALID_REQUEST,false,false,ANSWERED", "499,INVALID_REQUEST,false,false,ANSWERED",
        "500,UNAVAILABLE,true,false,SERVER_ERROR", "502,UNAVAILABLE,true,false,OUTAGE", "503,UNAVAILABLE,true,true,OUTAGE",
        "504,UNAVAILABLE,true,false,OUTAGE", "599,UNAVAILABLE,true,false,SERVER_ERROR",
    })
    void everyRefusalHasItsLine(int status, ErrorType error, boolean ifSafe, boolean ifNot, Meaning meaning) {
        for (String body : new String[] {"", "{\"client_id\":1}", "<html>", "{\"success\":true}"}) {
            HttpAnswer answer = Answers.answer(status, body, Map.of());
            assertThat(failed(update(), answer)).isEqualTo(line(update(), answer, error, ifSafe, meaning, ifSafe != ifNot));
            assertThat(failed(create("hubspot_1"), answer)).extracting(FailedAttempt::retry, FailedAttempt::mayHaveBeenApplied)
                    .as("the decision depends on whether the request may have been applied").containsExactly(ifSafe, ifSafe != ifNot);
            FailedAttempt unsafe = failed(create(null), answer);
            assertThat(unsafe.retry()).isEqualTo(ifNot);
            assertThat(unsafe.error()).isEqualTo(ifSafe == ifNot ? error : ErrorType.OUTCOME_UNKNOWN);
            assertThat(unsafe.meaning()).isEqualTo(meaning);
        }
        assertThat(failed(create(null), Answers.brokenOff(status)).retry()).isEqualTo(ifNot);
    }

    @Test
    void aRequestWithoutACompleteAnswerIsRetriedOnlyIfARepeatIsSafe() {
        for (HttpAnswer answer : new HttpAnswer[] {Answers.lost(), Answers.timedOut(), Answers.brokenOff(200), Answers.brokenOff(201)}) {
            assertThat(failed(update(), answer))
                    .extracting(FailedAttempt::error, FailedAttempt::retry, FailedAttempt::meaning, FailedAttempt::mayHaveBeenApplied)
                    .containsExactly(ErrorType.UNAVAILABLE, true, Meaning.OUTAGE, true);
            assertThat(failed(create("hubspot_1"), answer).retry()).isTrue();
            assertThat(failed(create(null), answer)).extracting(FailedAttempt::error, FailedAttempt::retry, FailedAttempt::meaning)
                    .containsExactly(ErrorType.OUTCOME_UNKNOWN, false, Meaning.OUTAGE);
        }
    }

    @ParameterizedTest
    @MethodSource("neverLeft")
    void aRequestThatWasNeverSentIsAlwaysRetried(Throwable why) {
        for (WriteRequest request : new WriteRequest[] {update(), create("hubspot_1"), create(null)}) {
            assertThat(failed(request, Answers.neverSent(why)))
                    .extracting(FailedAttempt::error, FailedAttempt::retry, FailedAttempt::meaning, FailedAttempt::mayHaveBeenApplied)
                    .containsExactly(ErrorType.UNAVAILABLE, true, Meaning.OUTAGE, false);
        }
    }

    static Stream<Throwable> neverLeft() {
        return Stream.of(new ConnectException("refused"), new UnknownHostException("gone"), new NoRouteToHostException("no"),
                new SocketTimeoutException("connect"), new SSLHandshakeException("cut"), new IOException("else"));
    }

    @Test
    void aRejectedCertificateIsNotRetried() {
        SSLHandshakeException distrust = new SSLHandshakeException("PKIX");
        distrust.initCause(new CertificateException("expired"));

        assertThat(failed(update(), Answers.neverSent(distrust))).extracting(FailedAttempt::error, FailedAttempt::retry, FailedAttempt::meaning)
                .containsExactly(ErrorType.UNAVAILABLE, false, Meaning.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"client_id\":7,\"status\":\"x\"}", "201 | {\"client_id\":7}", "202 | {\"client_id\":7}",
        "207 | {\"client_id\":7}", "200 | {\"client_id\":\"7\"}", "200 | {\"client_id\":7.0}",
        "200 | {\"client_id\":9223372036854775807}", "201 | {\"client_id\":7,\"error\":null,\"errors\":[]}",
        "201 | {\"client_id\":7,\"success\":true,\"message\":\"welcome\"}"
    })
    void aCreateIsDoneIfItsIdIsThere(int status, String body) {
        assertThat(judge(create(null), Answers.answer(status, body, Map.of()))).isInstanceOf(SuccessfulAttempt.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | ''", "202 | ''", "204 | ''", "200 | []", "200 | {}", "200 | <html>", "200 | null", "200 | 7",
        "200 | {\"client_id\":0}", "200 | {\"client_id\":\"0\"}", "200 | {\"client_id\":\"\"}",
        "200 | {\"client_id\":null}", "200 | {\"client_id\":\"x7\"}", "200 | {\"client_id\":\"7 \"}",
        "200 | {\"client_id\":-1}", "200 | {\"client_id\":1.5}", "200 | {\"client_id\":9223372036854775808}",
        "200 | {\"client_id\":\"9223372036854775808\"}", "200 | {\"client_id\":1e400}", "200 | {\"client_id\":true}",
        "200 | {\"client_id\":[7]}", "200 | {\"data\":{\"client_id\":7}}", "200 | {\"employee_id\":7}",
        "201 | {\"success\":false,\"client_id\":7}", "201 | {\"Success\":false,\"client_id\":7}",
        "201 | {\"client_id\":7,\"error\":\"duplicate\"}", "202 | {\"error\":\"queue full\"}", "202 | <html>",
        "204 | {\"success\":false}", "206 | {\"cli\":1}", "207 | [{\"status\":422}]",
        "207 | {\"results\":[{\"status\":201,\"client_id\":7}]}",
        "200 | {\"client_id\":7}{\"client_id\":8}", "200 | {\"client_id\":7,\"client_id\":8}"
    })
    void aCreateWithoutItsIdOrWithAContradictionIsNotDoneAndNotRepeated(int status, String body) {
        FailedAttempt failed = failed(create("hubspot_1"), Answers.answer(status, body, Map.of()));

        assertThat(failed).extracting(FailedAttempt::error, FailedAttempt::retry, FailedAttempt::meaning, FailedAttempt::mayHaveBeenApplied)
                .containsExactly(ErrorType.OUTCOME_UNKNOWN, false, Meaning.SUSPECT, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | ''", "200 | '  '", "204 | ''", "200 | {}", "206 | {\"success\":true}", "200 | {\"client_id\":1}",
        "200 | {\"client_id\":\"1\"}", "200 | {\"client_id\":null}", "200 | {\"success\":\"True\",\"client_id\":1}",
        "200 | {\"success\":1}", "200 | {\"success\":true,\"error\":\"\",\"message\":\"updated\"}", "200 | {\"ok\":true}"
    })
    void anUpdateSucceedsUnlessItsAnswerContradictsIt(int status, String body) {
        assertThat(judge(update(), Answers.answer(status, body, Map.of()))).isInstanceOf(SuccessfulAttempt.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | <html>", "200 | []", "200 | null", "200 | {\"error\":\"validation_failed\"}", "200 | {\"Errors\":{\"a\":1}}",
        "200 | {\"success\":false}", "200 | {\"success\":\"false\",\"message\":\"not updated\"}", "200 | {\"success\":0}",
        "200 | {\"success\":\"no\"}", "200 | {\"success\":null}", "200 | {\"success\":{}}",
        "200 | {\"success\":true,\"client_id\":999}", "200 | {\"success\":true,\"client_id\":\"999\"}",
        "200 | {\"success\":true,\"client_id\":\"x\"}", "200 | {\"success\":true,\"client_id\":0}",
        "200 | {\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}", "202 | {\"message\":\"queued\"}",
        "207 | {\"results\":[{\"status\":422,\"error\":\"bad\"}]}", "200 | {\"data\":{\"success\":false}}"
    })
    void anUpdateThatTheAnswerContradictsIsNotDoneAndNotRepeated(int status, String body) {
        FailedAttempt failed = failed(update(), Answers.answer(status, body, Map.of()));

        assertThat(failed).extracting(FailedAttempt::error, FailedAttempt::retry, FailedAttempt::meaning, FailedAttempt::mayHaveBeenApplied)
                .containsExactly(ErrorType.OUTCOME_UNKNOWN, false, Meaning.SUSPECT, true);
    }

    @Test
    void anAnswerThatIsTooLargeCountsAsLost() {
        HttpAnswer huge = Answers.huge(200, "{\"success\":true}");

        assertThat(failed(update(), huge)).extracting(FailedAttempt::error, FailedAttempt::retry)
                .containsExactly(ErrorType.UNAVAILABLE, true);
        assertThat(failed(create(null), huge)).extracting(FailedAttempt::error, FailedAttempt::retry)
                .containsExactly(ErrorType.OUTCOME_UNKNOWN, false);
    }

    @Test
    void aBodyOfManySmallObjectsIsNotParsed() {
        String tiny = "{\"client_id\":7,\"a\":[" + "{},".repeat(300_000) + "{}]}";

        assertThat(failed(create(null), Answers.answer(201, tiny, Map.of())).reason()).contains("no JSON object");
    }

    @Test
    void everyStatusIsClassified() {
        IntStream.rangeClosed(100, 999).forEach(status -> {
            HttpAnswer answer = Answers.answer(status, "", Map.of());
            assertThat(judge(update(), answer)).isNotNull();
            assertThat(judge(create(null), answer)).isNotNull();
        });
    }

    private Classification judge(WriteRequest request, HttpAnswer answer) {
        return judge.classify(request, answer, ResponseBody.of(answer));
    }

    private FailedAttempt failed(WriteRequest request, HttpAnswer answer) {
        return (FailedAttempt) judge(request, answer);
    }

    private FailedAttempt line(WriteRequest request, HttpAnswer answer, ErrorType error, boolean retry, Meaning meaning,
            boolean mayHaveBeenApplied) {
        return new FailedAttempt(error, failed(request, answer).reason(), retry, meaning, mayHaveBeenApplied);
    }

    static WriteRequest update() {
        ObjectNode fields = JSON.createObjectNode().put("city", "Bern");
        return new WriteRequest(Action.of("update-lead", "PATCH", LEADS + "/{client_id}"), connection(), LEADS + "/1", fields);
    }

    static WriteRequest create(String externalId) {
        ObjectNode fields = JSON.createObjectNode().put("email", "a@example.com");
        if (externalId != null) {
            fields.put("external_id", externalId);
        }
        return new WriteRequest(Action.of("create-lead", "POST", LEADS), connection(), LEADS, fields);
    }

    private static Connection connection() {
        return new Connection("default", URI.create("https://api.example.com"), 100, Optional.empty());
    }
}
