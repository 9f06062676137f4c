package com.whitelabelcro.camel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.Exchange;

/** Invalid ids (row 6 of the list of faults). A path only ever contains a positive integer. */
class BadIdTest {

    private static final String PATH = "/api/v1/integrations/[a-z]+/[1-9]\\d*(/status|/notes)?";

    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

    private static Sandbox sandbox;
    private static PackUnderTest pack;

    @BeforeContainer
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(0)));
        pack = PackUnderTest.on(sandbox);
    }

    @AfterContainer
    static void stop() {
        pack.close();
        sandbox.close();
    }

    private static Exception update(Object id, boolean inHeader) {
        Map<String, Object> body = new HashMap<>(Map.of("city", "Rome"));
        Map<String, Object> headers = new HashMap<>();
        (inHeader ? headers : body).put("client_id", id);
        Exchange end = pack.call("update-lead", body, headers);
        return end.getException();
    }

    @net.jqwik.api.Example
    void anIdThatIsNotAPositiveWholeNumberIsRefused() {
        for (Object id : new Object[] {"12.0", 12.5, "1e3", "-1", -1, "0", 0, "9223372036854775808", "\u0663",
            12.0, 12.0f, new BigDecimal("12.0"), new BigDecimal("1e3"), Double.NaN, Long.MIN_VALUE, TWO_TO_63,
            TWO_TO_63.shiftLeft(1).add(BigInteger.ONE), "18446744073709551617", "+12", "012", "0x12", "12L",
            "\uFF11\uFF12", "12\u0000", "\u001b12", "12\u0085", "1\n2", "12\r\nX-Evil: 1", "12/notes", "12/../13", "//evil.example", "12\\13",
            "%31%32", "{client_id}", "${env:HOME}", "{{wlcro.api-key}}", List.of(12), List.of(12, 13), Map.of(12, 13),
            new int[] {12}, new Object(),
            "../../admin", "42?x=1", "1%2F2", "42;a=b", "42#", "4 2", "", true, "null"}) {
            long before = sandbox.stats().requests();
            assertThat(update(id, false)).as("%s in the body", id).isInstanceOf(InvalidRequest.class);
            assertThat(update(id, true)).as("%s in a header", id).isInstanceOf(InvalidRequest.class);
            assertThat(sandbox.stats().requests()).isEqualTo(before);
        }
        for (String id : List.of("12.0", "1e3", "1.2e1", "9223372036854775808", "18446744073709551617", "-0", "[12]")) {
            long before = sandbox.stats().requests();
            assertThat(pack.call("update-lead", "{\"city\":\"Rome\",\"client_id\":" + id + "}").getException())
                    .as("%s as a number", id).isInstanceOf(InvalidRequest.class);
            assertThat(sandbox.stats().requests()).isEqualTo(before);
        }
    }

    @net.jqwik.api.Example
    void aPositiveWholeNumberIsAcceptedInEveryJavaType() {
        for (Object id : new Object[] {12, 12L, (short) 12, BigInteger.valueOf(12), "12", Long.MAX_VALUE}) {
            assertThat(update(id, false)).as("%s in the body", id).isInstanceOf(NotFound.class);
            assertThat(update(id, true)).as("%s in a header", id).isInstanceOf(NotFound.class);
        }
        assertThat(update(" 12\n", true)).isInstanceOf(NotFound.class);
        Map<String, Object> blank = Map.of("city", "Rome", "client_id", "\u00a0\u200b");
        assertThat(pack.call("update-lead", blank, Map.of("client_id", 12)).getException())
                .as("an invisible id counts as missing").isInstanceOf(NotFound.class);
    }

    @Property(tries = 300)
    void noTextChangesThePath(@ForAll String id, @ForAll boolean inHeader) {
        long before = sandbox.stats().requests();
        Exception failure = update(id, inHeader);
        assertThat(failure).isInstanceOfAny(InvalidRequest.class, NotFound.class);
        if (sandbox.stats().requests() > before) {
            assertThat(sandbox.requests().get(sandbox.requests().size() - 1).path()).matches(PATH);
        }
    }
}
