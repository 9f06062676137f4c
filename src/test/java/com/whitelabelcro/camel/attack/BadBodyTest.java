package com.whitelabelcro.camel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no valid request (rows 1 to 8 and 13 of the list of faults). No message may contain the marked values. */
class BadBodyTest {

    private static final String MARK = "Zyxwvut";
    private static final String REST = "\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

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

    static List<Object> unusable() {
        List<Object> bodies = new ArrayList<>(List.of("", "  ", "[]", "\"" + MARK + "\"", "null", "17", MARK, "{", "NaN",
                "{\"first_name\":NaN," + REST,
                "{\"first_name\":" + MARK + "," + REST,
                "{\"first_name\":\"" + MARK + "\"," + REST + " x",
                "{\"first_name\":\"" + MARK + "\"," + REST + "{}",
                "{\"first_name\":\"" + MARK + "\",\"first_name\":\"B\"," + REST,
                "{\"first_name\":\"\\ud800" + MARK + "\"," + REST,
                "{\"first_name\":\"\\u0000" + MARK + "\"," + REST,
                "{\"affiliate_id\":1e400,\"first_name\":\"" + MARK + "\"," + REST,
                "{\"affiliate_id\":" + "9".repeat(1_000_000) + ",\"first_name\":\"A\"," + REST,
                "[".repeat(10_000), "{\"a\":".repeat(10_000),
                "{\"first_name\":\"" + "x".repeat(10 << 20) + "\"," + REST));
        bodies.add(("{\"first_name\":\"\u00e9" + MARK + "\"," + REST).getBytes(StandardCharsets.ISO_8859_1));
        bodies.add(new Object());
        bodies.add(LocalDate.EPOCH);
        bodies.add(List.of(Map.of("first_name", MARK)));
        for (Object value : new Object[] {LocalDate.EPOCH, Optional.of(MARK), Double.NaN, new Object(), new byte[] {1}}) {
            Map<String, Object> map = valid();
            map.put("first_name", value);
            bodies.add(map);
        }
        Map<String, Object> cycle = valid();
        cycle.put("first_name", cycle);
        bodies.add(cycle);
        return bodies;
    }

    private static Map<String, Object> valid() {
        return new HashMap<>(Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void isRefusedWithoutARequestAndWithoutBeingQuoted(Object body) {
        long before = sandbox.stats().requests();
        Exception failure = pack.call("create-lead", body).getException();
        assertThat(failure).isInstanceOf(InvalidRequest.class).hasMessageNotContaining(MARK);
        assertThat(failure.getMessage().length()).isLessThan(500);
        assertThat(sandbox.stats().requests()).isEqualTo(before);
    }

    @Test
    void allViolationsAreReportedAtOnceWithTheNearestName() {
        Exception failure = pack.call("create-lead",
                "{\"frist_name\":\"" + MARK + "\",\"last_name\":5,\"affiliate_id\":-1}").getException();
        assertThat(failure).isInstanceOf(InvalidRequest.class).hasMessageNotContaining(MARK)
                .hasMessageContaining("first_name is required")
                .hasMessageContaining("email is required")
                .hasMessageContaining("last_name must be text")
                .hasMessageContaining("affiliate_id must be a positive whole number")
                .hasMessageContaining("frist_name is not a field of create-lead; did you mean first_name?");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"client_id\":1}", "{\"client_id\":1,\"new_status\":\"Lead - New\",\"new_status_id\":2}"
    })
    void aStatusIsGivenByNameOrById(String body) {
        assertThat(pack.call("update-lead-status", body).getException()).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("new_status").hasMessageContaining("new_status_id");
    }

    @Test
    void anUpdateWithoutAChangeIsRefused() {
        assertThat(pack.call("update-lead", "{\"client_id\":1}").getException()).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("nothing to change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\r\nX-Evil: 1", "Ann\u202Eeel", "\uD83D\uDE00", "Robert'); DROP TABLE leads;--", "=cmd|x"})
    void unusualTextArrivesUnchanged(String text) throws Exception {
        Map<String, Object> lead = valid();
        lead.put("first_name", text);
        Exchange end = pack.call("create-lead", lead);
        assertThat(end.getException()).isNull();
        Object id = PackUnderTest.answer(end).get("client_id");
        assertThat(sandbox.records()).anySatisfy(record -> {
            assertThat(String.valueOf(record.id())).isEqualTo(String.valueOf(id));
            assertThat(record.fields().get("first_name")).isEqualTo(text);
        });
    }

    @Test
    void aByteOrderMarkIsAccepted() {
        byte[] body = ("\uFEFF{\"first_name\":\"Ann\"," + REST).getBytes(StandardCharsets.UTF_8);
        assertThat(pack.call("create-lead", body).getException()).isNull();
    }
}
