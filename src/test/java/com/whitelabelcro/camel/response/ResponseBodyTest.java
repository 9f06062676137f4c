package com.whitelabelcro.camel.response;

import static com.whitelabelcro.camel.response.RetryClassifierTest.create;
import static com.whitelabelcro.camel.response.RetryClassifierTest.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.http.Answers;
import com.whitelabelcro.camel.tag.Fast;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class ResponseBodyTest {

    @Test
    void theResultContainsAllFieldsAsTheServerSentThem() {
        ResponseBody body = body("{\"client_id\":7,\"status\":\"Lead - New\",\"extra\":[1,null]}");

        assertThat(body.asMap()).containsEntry("client_id", 7).containsEntry("status", "Lead - New").containsKey("extra");
        assertThat(body.json().path("client_id").asInt()).isEqualTo(7);
        assertThat(body("").asMap()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t "})
    void whiteSpaceCountsAsNoBody(String text) {
        assertThat(body(text).isBlank()).isTrue();
        assertThat(body(text).json()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ä", "{}", "!"})
    void anythingElseCountsAsABody(String text) {
        assertThat(body(text).isBlank()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "0,false", "-1,false", "9007199254740992.0,true", "9007199254740994.0,false", "7.0,true"})
    void anIdIsAPositiveIntegerThatADoubleRepresentsExactly(String id, boolean accepted) {
        assertThat(body("{\"client_id\":" + id + "}").objection(create(null)).isEmpty()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":{\"status\":400}} | true", "{\"a\":{\"status\":399}} | false", "{\"a\":{\"status\":\"400\"}} | false",
        "{\"a\":[{\"message\":\"queued\"}]} | true", "{\"a\":[{\"message\":\"\"}]} | false", "{\"a\":[{\"other\":\"x\"}]} | false",
        "{\"a\":[{\"ok\":1},{\"Success\":false}]} | true"
    })
    void anObjectOfUnknownFormIsSearchedForErrorsAtAnyDepth(String json, boolean complains) {
        assertThat(body(json).objection(update()).isPresent()).isEqualTo(complains);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"client_id\":2} | true", "{\"client_id\":\"x\"} | true", "{\"client_id\":1} | false", "{\"client_id\":null} | false",
        "{} | false", "[] | false", "'' | false"
    })
    void anAnswerIsAboutAnotherRecordIfItNamesAnotherIdThanThePath(String json, boolean anothers) {
        assertThat(body(json).isAnothers(update())).isEqualTo(anothers);
        assertThat(body(json).isAnothers(create(null))).as("a create has no record in its path").isFalse();
    }

    private static ResponseBody body(String text) {
        return ResponseBody.of(Answers.answer(200, text, Map.of()));
    }
}
