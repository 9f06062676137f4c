package com.whitelabelcro.camel.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's message is shown in a form that is useful and reveals no data, whatever its format (row 20 of the list of faults). */
@Fast
class ErrorBodySanitizerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "opaque-Key_4711";

    private final ObjectNode request = JSON.createObjectNode();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"error\":\"validation_failed\",\"message\":\"email is required\"} | validation_failed; email is required",
        "{\"error\":{\"code\":7,\"message\":\"no\"}} | no",
        "{\"type\":\"x\",\"title\":\"One or more errors\",\"status\":400,\"errors\":{\"Email\":[\"is taken\",\"is short\"]}} | One or more errors; Email: is taken; Email: is short",
        "[{\"message\":\"first\"},{\"message\":\"second\"}] | first; second",
        "{\"unknown\":1} | ``",
        "plain words | plain words",
        "\"quoted\" | \"quoted\"",
        "<html><head><title>t</title></head><body><h1>Bad</h1><script>x()</script> Gateway<!-- c --></body></html> | Bad Gateway",
        "broken { json | broken { json",
        "`` | ``",
    })
    void theWordsAreFoundInEveryFormat(String body, String words) {
        assertThat(of(body)).isEqualTo(words);
    }

    @Test
    void aMessageOfFiveHundredCharactersIsShownInFullAndALongerOneIsCut() {
        String words = "w ".repeat(250).strip();
        assertThat(of(words + "x")).hasSize(500).doesNotEndWith("…");
        assertThat(of(words + "xy")).hasSize(500).endsWith("…");
    }

    @Test
    void aMessageIsFoundDownToTheFourthLevelAndNoDeeper() {
        assertThat(of("[[[[\"four\"]]]]")).isEqualTo("four");
        assertThat(of("[[[[[\"five\"]]]]]")).isEmpty();
        assertThat(of("{\"error\":{\"error\":{\"error\":{\"error\":\"four\"}}}}")).isEqualTo("four");
        assertThat(of("{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":\"five\"}}}}}")).isEmpty();
        assertThat(of("{\"errors\":{\"a\":{\"errors\":{\"b\":\"four\"}}}}")).isEqualTo("b: four");
        assertThat(of("{\"errors\":{\"a\":".repeat(4) + "\"four\"" + "}}".repeat(4))).isEqualTo("a: four");
        assertThat(of("{\"errors\":{\"a\":".repeat(5) + "\"five\"" + "}}".repeat(5))).isEmpty();
    }

    @Test
    void aValueOfTwoCharactersThatWasSentIsHidden() {
        request.put("state", "NY").put("initial", "Q");

        assertThat(of("no NY Q here")).isEqualTo("no … Q here");
    }

    @Test
    void binaryAndControlCharactersBecomeOneLineOfPrintableText() {
        assertThat(of("a\u0000\u001b[31mb\r\nc\u202Ed\uFFFD\uFFFDe\tf")).isEqualTo("a [31mb c d e f");
    }

    @Test
    void aMessageIsNeverLongerThan500Characters() {
        assertThat(of("word ".repeat(10_000))).hasSizeLessThanOrEqualTo(500).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe+crm@mail.example.co.uk", "ä@ö.example", "+1 (555) 010-1234", "555.010.1234",
        "123-45-6789", "4111 1111 1111 1111", KEY, "wlcro_live_17_aB-_9"})
    void noMailAddressPhoneLongNumberOrKeySurvivesAnywhere(String secret) {
        assertThat(of("before " + secret + " after")).isEqualTo("before … after");
        assertThat(of("{\"message\":\"value '" + secret + "' is wrong\"}")).doesNotContain(secret);
        assertThat(of("<p title=\"" + secret + "\">x</p>")).isEqualTo("x");
    }

    @Test
    void noValueThatWasSentSurvivesInAnyCaseOrLine() {
        request.put("first_name", "Zoë").put("text", "first  line\n\tsecond line").put("zip", "01234").put("state", "N.Y");
        request.put("note_type", "a <b>bold</b> word").put("employee_id", 4711);
        request.putObject("custom").putArray("list").add("nested secret");

        String shown = of("ZOË wrote 'first  line\n\tsecond line' in 01234 at n.y with nested secret and 4711; a <b>bold</b> word");

        assertThat(shown).isEqualTo("… wrote '…' in … at … with … and …; …");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O&#39;Brien &amp; S\u00f6n", "O&#x27;Brien &amp; S&#246;n", "O\\'Brien \\u0026 S\\u00f6n",
        "O%27Brien & S%C3%B6n", "o&apos;brien \\u0026 s&#xF6;n"})
    void anEscapedValueIsHidden(String escaped) throws JsonProcessingException {
        request.put("last_name", "O'Brien & S\u00f6n").put("first_name", "100%41 more").put("city", "a &amp; b");

        assertThat(of("no: " + escaped + " is taken")).isEqualTo("no: … is taken");
        assertThat(of(JSON.writeValueAsString(Map.of("message", "no: " + escaped)))).isEqualTo("no: …");
        assertThat(of("<p>no: 100%41 more, a &amp; b, a &amp;amp; b</p>")).isEqualTo("no: …, …, …");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"last_name\":\"D", " [{\"a\":1},"})
    void truncatedJsonGivesNoMessage(String cut) {
        assertThat(of(cut)).isEmpty();
    }

    @Test
    void aValueThatOccursWithinAnotherWordOrValueDoesNotMaskPartOfIt() {
        request.put("first_name", "Ann").put("last_name", "Ann Smith");

        assertThat(of("Annual report of Ann Smith")).isEqualTo("Annual report of …");
    }

    @Test
    void theBeginningOfAValueThatTheLimitCutsOffDoesNotSurvive() {
        request.put("last_name", "Featherstonehaugh");
        String filler = ("x".repeat(59) + "@example.ch ").repeat(28);

        assertThat(filler.length()).isBetween(1_985, 1_999);
        assertThat(of(filler + "Featherstonehaugh and more words to come")).doesNotContain("Feath");
    }

    @Property(tries = 300)
    void noSentValueSurvivesWhateverSurroundsIt(@ForAll @AlphaChars @StringLength(min = 6, max = 40) String value,
            @ForAll String before, @ForAll String after) {
        request.removeAll();
        request.put("last_name", value);

        String shown = ErrorBodySanitizer.of(before + " " + value + " " + after, null, request, KEY);

        assertThat(shown).hasSizeLessThanOrEqualTo(500);
        assertThat((" " + shown + " ").toLowerCase(java.util.Locale.ROOT))
                .doesNotContain(" " + value.toLowerCase(java.util.Locale.ROOT) + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!--", "<script", "<script>", "<", "a@", "@", "1 ", "1", "wlcro_", " ", "\u0000", "</", "<head ", "(((", "a"})
    void aLargeMaliciousBodyIsReadInLinearTime(String piece) {
        String body = piece.repeat((1 << 18) / piece.length());
        request.put("last_name", "Doe").put("text", "x".repeat(1 << 17));

        // It takes a tenth of a second; in quadratic time it would be minutes.
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> of(body));
        assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> of(JSON.writeValueAsString(Map.of("message", body))));
    }

    private String of(String body) {
        return ErrorBodySanitizer.of(body, parse(body), request, KEY);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? null : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
