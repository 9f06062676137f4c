package com.whitelabelcro.camel.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.request.BodyReader;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java objects that are no request or do harm when they are read (rows 2, 3, 4 and 13 of the list of faults). */
@Timeout(60)
class HostileObjectTest {

    private static final String MARK = "Zyxwvut";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static Sandbox sandbox;
    private static PackUnderTest pack;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(0)));
        pack = PackUnderTest.on(sandbox);
    }

    @AfterAll
    static void stop() {
        pack.close();
        sandbox.close();
    }

    private static Map<Object, Object> lead(Object firstName) {
        Map<Object, Object> lead = new HashMap<>(Map.of("last_name", "Lee", "email", "ann@example.com"));
        lead.put("first_name", firstName);
        return lead;
    }

    private static ObjectNode tree(String firstName) {
        return NODES.objectNode().put("first_name", firstName).put("last_name", "Lee").put("email", "a@example.com");
    }

    private static ArrayNode nested(int depth) {
        ArrayNode outer = NODES.arrayNode();
        for (int i = 0; i < depth; i++) {
            outer = NODES.arrayNode().add(outer);
        }
        return outer;
    }

    /** Thirty lists, each of which contains the next one twice: a billion texts if they are all written. */
    private static Object doubling() {
        Object next = MARK;
        for (int i = 0; i < 30; i++) {
            next = List.of(next, next);
        }
        return next;
    }

    private static Map<Object, Object> withTheSameNameTwice() {
        Map<Object, Object> lead = lead("Ann");
        lead.put(new StringBuilder("first_name"), MARK);
        return lead;
    }

    private static Map<Object, Object> breaking() {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new ConcurrentModificationException(MARK);
            }
        };
    }

    /** A text whose methods throw. */
    private static CharSequence mute() {
        return new CharSequence() {
            @Override
            public int length() {
                throw new IllegalStateException(MARK);
            }

            @Override
            public char charAt(int index) {
                throw new IllegalStateException(MARK);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                throw new IllegalStateException(MARK);
            }

            @Override
            public String toString() {
                throw new IllegalStateException(MARK);
            }
        };
    }

    private static Reader endless() {
        return new Reader() {
            @Override
            public int read(char[] buffer, int from, int length) {
                java.util.Arrays.fill(buffer, from, from + length, ' ');
                return length;
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
    }

    /** A bean whose getter fails with a message that contains personal data. */
    public static final class BadBean {
        public String getFirst_name() {
            throw new IllegalStateException(MARK);
        }
    }

    /** A bean that contains itself. */
    public static final class OwnBean {
        public OwnBean getFirst_name() {
            return this;
        }
    }

    static Stream<Named<Supplier<Object>>> harmful() {
        String large = MARK + "x".repeat(10 << 20);
        Iterable<String> forever = () -> Stream.generate(() -> MARK).iterator();
        return Stream.of(
                harm("a text of 10 MB in a Map", () -> lead(large)),
                harm("a name of 10 MB in a Map", () -> Map.of(large, "a")),
                harm("a text of 10 MB in a tree", () -> tree(large)),
                harm("a text of 10 MB in a tree in a Map", () -> lead(TextNode.valueOf(large))),
                harm("lists that double", () -> lead(doubling())),
                harm("a list without an end", () -> lead(forever)),
                harm("a tree 100,000 deep", () -> tree("Ann").set("city", nested(100_000))),
                harm("a tree 100,000 deep in a Map", () -> lead(nested(100_000))),
                harm("the same name twice", () -> withTheSameNameTwice()),
                harm("a Map that breaks", () -> breaking()),
                harm("a text that breaks", () -> lead(mute())),
                harm("a bean that breaks", () -> new BadBean()),
                harm("a bean that holds itself", () -> new OwnBean()),
                harm("a whole number of a million digits", () -> lead(BigInteger.ONE.shiftLeft(3_400_000))),
                harm("a fraction of a million digits", () -> lead(new BigDecimal(BigInteger.ONE.shiftLeft(3_400_000), 1_100_000))),
                harm("a fraction of a million digits in a tree", () -> tree("Ann").put("score",
                        new BigDecimal(BigInteger.ONE.shiftLeft(3_400_000), 1_100_000))),
                harm("a number out of range", () -> lead(new BigDecimal("1e400"))),
                harm("half a surrogate pair", () -> lead("\uD83D" + MARK)),
                harm("half a surrogate pair in a tree in a Map", () -> lead(TextNode.valueOf("\uDE00" + MARK))),
                harm("a NUL in a name", () -> Map.of("first\u0000name", MARK)),
                harm("an object in a tree", () -> tree("Ann").set("city", NODES.pojoNode(new Object()))),
                harm("bytes in a tree", () -> tree("Ann").set("city", NODES.binaryNode(new byte[] {1}))));
    }

    /** Wraps the body in a supplier, because showing such a body in a test name would never end. */
    private static Named<Supplier<Object>> harm(String name, Supplier<Object> body) {
        return Named.of(name, body);
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void isRefusedWithoutARequestAndWithoutBeingQuoted(Supplier<Object> body) {
        long before = sandbox.stats().requests();
        Exception failure = pack.call("create-lead", body.get()).getException();
        assertThat(failure).isInstanceOf(InvalidRequest.class).hasMessageNotContaining(MARK).hasNoCause();
        assertThat(failure.getMessage().length()).isLessThan(500);
        assertThat(sandbox.stats().requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void isRefusedEvenIfUnknownFieldsArePassedThrough(Supplier<Object> body) throws Exception {
        try (PackUnderTest lax = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.unknown-fields", "pass"))) {
            assertThat(lax.call("create-lead", body.get()).getException()).isInstanceOf(InvalidRequest.class)
                    .extracting("attempts").isEqualTo(0);
        }
    }

    /** Calls the reader directly, because the host's stream caching would read the whole body before. */
    @Test
    void anEndlessReaderIsReadUpToTheMaximumSize() {
        assertThatThrownBy(() -> new BodyReader().read(endless())).hasMessage("the body is larger than 1 MiB");
    }

    @Test
    void aLargeValidBodyIsSent() {
        String note = "x".repeat(1_000_000);
        assertThat(pack.call("create-lead", lead(note)).getException()).isNull();
        assertThat(sandbox.records()).anySatisfy(record -> assertThat(record.fields()).containsEntry("first_name", note));
    }
}
