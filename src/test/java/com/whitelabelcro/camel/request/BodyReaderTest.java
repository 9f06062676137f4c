package com.whitelabelcro.camel.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How each type of body is read as a JSON object, and why other bodies are rejected. */
@Fast
class BodyReaderTest {

    private static final int MOST = BodyReader.MAX_BYTES;
    private static final String TOO_LARGE = "the body is larger than 1 MiB";

    private final BodyReader reader = new BodyReader();

    /** A typical bean of an integrator. */
    public static final class Person {
        public String getName() {
            return "Ann";
        }
    }

    /** A bean whose getter fails. */
    public static final class Broken {
        public String getName() {
            throw new IllegalStateException("Ann");
        }
    }

    /** A stream that fails when it is read. */
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Ann");
        }
    }

    private static final class BrokenReader extends Reader {
        @Override
        public int read(char[] some, int from, int length) throws IOException {
            throw new IOException("Ann");
        }

        @Override
        public void close() {}
    }

    static Stream<Arguments> bodies() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", new StringBuilder("x"));
        map.put("letter", 'c');
        map.put("day", DayOfWeek.MONDAY);
        map.put("true", true);
        map.put("null", null);
        map.put("int", 7);
        map.put("short", (short) 7);
        map.put("byte", (byte) 7);
        map.put("long", 1L << 40);
        map.put("big", BigInteger.TEN.pow(20));
        map.put("decimal", new BigDecimal("1.50"));
        map.put("double", 0.1);
        map.put("float", 2.5f);
        map.put("list", List.of(1, Map.of("a", "b")));
        map.put("tree", JsonNodeFactory.instance.arrayNode().add(1));
        return Stream.of(
                Arguments.of("{\"a\":1}", "{\"a\":1}"),
                Arguments.of("\uFEFF{\"a\":1.50}", "{\"a\":1.50}"),
                Arguments.of("{\"a\":\"\uD83D\uDE00\"}".getBytes(StandardCharsets.UTF_8), "{\"a\":\"\uD83D\uDE00\"}"),
                Arguments.of(new ByteArrayInputStream("{\"a\":null}".getBytes(StandardCharsets.UTF_8)), "{\"a\":null}"),
                Arguments.of(new StringReader("{\"a\":[]}"), "{\"a\":[]}"),
                Arguments.of(JsonNodeFactory.instance.objectNode().put("a", true), "{\"a\":true}"),
                Arguments.of(new Person(), "{\"name\":\"Ann\"}"),
                Arguments.of(Collections.singletonMap(1, "x"), "{\"1\":\"x\"}"),
                Arguments.of(map, "{\"text\":\"x\",\"letter\":\"c\",\"day\":\"MONDAY\",\"true\":true,\"null\":null,\"int\":7,\"short\":7,"
                        + "\"byte\":7,\"long\":1099511627776,\"big\":100000000000000000000,\"decimal\":1.50,\"double\":0.1,"
                        + "\"float\":2.5,\"list\":[1,{\"a\":\"b\"}],\"tree\":[1]}"));
    }

    @ParameterizedTest
    @MethodSource
    void bodies(Object body, String json) throws Exception {
        assertThat(BodyReader.mapper().writeValueAsString(reader.read(body))).isEqualTo(json);
    }

    static Stream<Arguments> unusable() {
        Map<Object, Object> twice = new HashMap<>();
        twice.put(1, "a");
        twice.put("1", "b");
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("a", cycle);
        ObjectNode pojo = JsonNodeFactory.instance.objectNode();
        pojo.set("a", new POJONode(LocalDate.EPOCH));
        ObjectNode binary = JsonNodeFactory.instance.objectNode();
        binary.set("a", BinaryNode.valueOf(new byte[] {1}));
        String other = "; it must be one JSON object";
        String syntax = "the body is not one JSON object: ";
        return Stream.of(
                Arguments.of(null, "the body is empty" + other),
                Arguments.of("", "the body is empty" + other),
                Arguments.of(" \n", "the body is empty" + other),
                Arguments.of("\uFEFF", "the body is empty" + other),
                Arguments.of("[]", "the body is an array" + other),
                Arguments.of("\"Ann\"", "the body is a text" + other),
                Arguments.of("17", "the body is a number" + other),
                Arguments.of("true", "the body is true or false" + other),
                Arguments.of("null", "the body is empty" + other),
                Arguments.of(new POJONode(LocalDate.EPOCH), "the body is a value" + other),
                Arguments.of("{", syntax + "it ends too early at line 1, column 2"),
                Arguments.of("{}\n{}", syntax + "something follows after the first value at line 2, column 1"),
                Arguments.of("{\"a\":1,\"a\":2}", syntax + "a name occurs twice at line 1, column 11"),
                Arguments.of("{\"a\":NaN}", syntax + "the syntax is wrong at line 1, column 9"),
                Arguments.of("{\"a\":" + "9".repeat(BodyReader.MAX_DIGITS + 1) + "}",
                        syntax + "it is nested too deep, or holds a number or text that is too long"),
                Arguments.of(new byte[] {'{', (byte) 0xE9}, "the body is not UTF-8"),
                Arguments.of(new BrokenStream(), "the body's stream broke off while it was read"),
                Arguments.of(new BrokenReader(), "the body's stream broke off while it was read"),
                Arguments.of(new Broken(), "the body is a " + Broken.class.getName() + ", which cannot be written as JSON"),
                Arguments.of(Map.of("a", LocalDate.EPOCH), "a is a java.time.LocalDate; use text, a number, true or false"),
                Arguments.of(Map.of("a", List.of(LocalDate.EPOCH)), "a is a java.time.LocalDate; use text, a number, true or false"),
                Arguments.of(Map.of("a@b", LocalDate.EPOCH), "a field whose name is not made of letters, digits and _ is a"
                        + " java.time.LocalDate; use text, a number, true or false"),
                Arguments.of(Map.of("a", Double.NaN), "a is not a finite number"),
                Arguments.of(Map.of("a", Float.POSITIVE_INFINITY), "a is not a finite number"),
                Arguments.of(Map.of("a", new BigDecimal("1e400")), "the body holds a number that is out of range"),
                Arguments.of("{\"a\":1e400}", "the body holds a number that is out of range"),
                Arguments.of(Map.of("a", BigInteger.TEN.pow(BodyReader.MAX_DIGITS)), "the body holds a number that is too long"),
                Arguments.of(twice, "the body holds a name twice"),
                Arguments.of(cycle, "the body is nested too deep"),
                Arguments.of(pojo, "the body holds a value that is neither text nor a number, true or false"),
                Arguments.of(binary, "the body holds a value that is neither text nor a number, true or false"),
                Arguments.of(Map.of("a", "x\0"), "the body holds a NUL character"),
                Arguments.of(Map.of("x\0", "a"), "the body holds a NUL character"),
                Arguments.of("{\"\\u0000\":1}", "the body holds a NUL character"),
                Arguments.of("{\"a\":[\"\\ud83d\"]}", "the body holds half a surrogate pair, which is no character"),
                Arguments.of(Map.of("a", "\uD83Dx"), "the body holds half a surrogate pair, which is no character"),
                Arguments.of(Map.of("a", "\uDE00"), "the body holds half a surrogate pair, which is no character"),
                Arguments.of(" ".repeat(MOST) + "{}", TOO_LARGE),
                Arguments.of(new byte[MOST + 1], TOO_LARGE),
                Arguments.of(new ByteArrayInputStream(new byte[MOST + 1]), TOO_LARGE),
                Arguments.of(new StringReader(" ".repeat(MOST + 8_192)), TOO_LARGE),
                Arguments.of(Map.of("a", "x".repeat(MOST)), TOO_LARGE),
                Arguments.of(Map.of("a", Collections.nCopies(MOST, null)), TOO_LARGE),
                Arguments.of(JsonNodeFactory.instance.objectNode().put("a", "x".repeat(MOST)), TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource
    void unusable(Object body, String reason) {
        assertThatThrownBy(() -> reader.read(body)).isInstanceOf(BodyReader.Unusable.class).hasMessage(reason);
    }

    /** The object, the name and the value each count as one node, and each character counts as one. */
    @Test
    void theLargestBodyIsRead() throws Exception {
        String value = "x".repeat(MOST - 3);
        assertThat(reader.read(Map.of("a", value)).get("a").textValue()).isEqualTo(value);
        assertThat(reader.read(JsonNodeFactory.instance.objectNode().put("a", value)).get("a").textValue()).isEqualTo(value);
        assertThatThrownBy(() -> reader.read(Map.of("a", value + "x"))).hasMessage(TOO_LARGE);
        assertThat(reader.read("{}" + " ".repeat(MOST - 2))).isEmpty();
        assertThat(reader.read(("{}" + " ".repeat(MOST - 2)).getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(reader.read(new StringReader("{}" + " ".repeat(MOST - 2)))).isEmpty();
        assertThatThrownBy(() -> reader.read("{}" + " ".repeat(MOST - 1))).hasMessage(TOO_LARGE);
    }

    @Test
    void theDeepestBodyIsRead() throws Exception {
        Object inner = "x";
        for (int depth = 1; depth < StrictJson.MAX_DEPTH; depth++) {
            inner = List.of(inner);
        }
        Object deepest = inner;
        assertThat(reader.read(Map.of("a", deepest))).hasSize(1);
        assertThatThrownBy(() -> reader.read(Map.of("a", List.of(deepest)))).hasMessage("the body is nested too deep");
        String deep = "{\"a\":" + "[".repeat(StrictJson.MAX_DEPTH - 1) + "1" + "]".repeat(StrictJson.MAX_DEPTH - 1) + "}";
        assertThat(reader.read(deep)).hasSize(1);
        ObjectNode tree = (ObjectNode) new ObjectMapper(new JsonFactory()).readTree(deep.replace("1", "[[1]]"));
        assertThatThrownBy(() -> reader.read(tree)).hasMessage("the body is nested too deep");
        assertThatThrownBy(() -> reader.read(Map.of("a", tree))).hasMessage("the body is nested too deep");
    }

    @Test
    void theResultIsACopy() throws Exception {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("a", 1);
        ObjectNode list = (ObjectNode) reader.read(Map.of("tree", tree)).get("tree");
        ObjectNode copy = reader.read(tree);
        tree.put("a", 2);
        assertThat(copy.get("a").intValue()).isOne();
        assertThat(list.get("a").intValue()).isOne();
    }

    @Test
    void aStreamAndAReaderAreClosedAfterReading() throws Exception {
        AtomicBoolean stream = new AtomicBoolean();
        AtomicBoolean text = new AtomicBoolean();
        reader.read(new ByteArrayInputStream("{}".getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public void close() {
                stream.set(true);
            }
        });
        reader.read(new StringReader("{}") {
            @Override
            public void close() {
                text.set(true);
            }
        });
        assertThat(stream).isTrue();
        assertThat(text).isTrue();
    }

    @Test
    void aMapThatAnotherThreadChangesIsReported() {
        Map<String, Object> changing = new HashMap<>();
        List<Object> values = new ArrayList<>(Arrays.asList(1, 2));
        changing.put("a", (Iterable<Object>) () -> values.stream().peek(each -> values.add(3)).iterator());
        assertThatThrownBy(() -> reader.read(changing)).isInstanceOf(BodyReader.Unusable.class)
                .hasMessage("the body is a java.util.HashMap, which cannot be written as JSON");
    }

    @Test
    void aValueMayHaveAnyJsonType() throws Exception {
        assertThat(reader.value("[1]").isArray()).isTrue();
        assertThatThrownBy(() -> reader.value("[1")).hasMessageStartingWith("the body is not one JSON object: it ends too early");
    }

    @Test
    void aBodyIsReadAsText() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;
        assertThat(reader.text(null, latin)).isEmpty();
        assertThat(reader.text("x", latin)).isEqualTo("x");
        assertThat(reader.text(new ByteArrayInputStream(new byte[] {(byte) 0xE9}), latin)).isEqualTo("\u00e9");
        assertThatThrownBy(() -> reader.text(new ByteArrayInputStream(new byte[] {(byte) 0xE9}), StandardCharsets.US_ASCII))
                .hasMessage("the body is not US-ASCII");
        assertThat(reader.text("x".repeat(MOST), latin)).hasSize(MOST);
        assertThatThrownBy(() -> reader.text("x".repeat(MOST + 1), latin)).hasMessage(TOO_LARGE);
    }

    @Test
    void aBodyIsReadAsBytes() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;
        assertThat(reader.bytes("\u00e9", latin)).containsExactly(0xE9);
        assertThat(reader.bytes(new ByteArrayInputStream(new byte[] {1, 2}), latin)).containsExactly(1, 2);
        assertThatThrownBy(() -> reader.bytes("\u0141", latin)).hasMessage("the body contains characters that its charset does not have");
        assertThat(reader.bytes(new ByteArrayInputStream(new byte[MOST]), latin)).hasSize(MOST);
        assertThatThrownBy(() -> reader.bytes(new ByteArrayInputStream(new byte[MOST + 1]), latin)).hasMessage(TOO_LARGE);
        assertThatThrownBy(() -> reader.bytes("\u00e9".repeat(MOST), StandardCharsets.UTF_8)).hasMessage(TOO_LARGE);
    }
}
