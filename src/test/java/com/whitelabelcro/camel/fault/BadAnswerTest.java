package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid answers of the API (rows 17 to 21 of the list of faults). */
class BadAnswerTest {

    private static final String DONE = ByteServer.json(201, "{\"client_id\":7,\"status\":\"Lead - New\"}");
    private static final Map<String, Object> LEAD =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");

    private static PackUnderTest pack(ByteServer server, String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("wlcro.timeout", "1s", "wlcro.limit", "5000",
                "wlcro.retry.max-attempts", "3", "wlcro.period", "1s"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new PackUnderTest(server.baseUrl(), all);
    }

    private static Map<String, Object> identified() {
        Map<String, Object> lead = new HashMap<>(LEAD);
        lead.put("external_id", "web_1");
        return lead;
    }

    private static Exception failure(ByteServer server, Object body) throws Exception {
        try (PackUnderTest pack = pack(server)) {
            Exception failure = pack.call("create-lead", body).getException();
            assertThat(pack.state("default").inFlight()).isZero();
            return failure;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "", "[]", "{\"success\":false}", "{\"client_id\":\"x\"}",
        "{\"client_id\":-1}", "{}", "null", "{\"client_id\":7"})
    void aSuccessStatusWithoutAConfirmingBodyIsOfUnknownOutcomeAndNotRepeated(String body) throws Exception {
        try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(200, body)))) {
            assertThat(failure(server, identified())).isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"client_id\":\"x\",\"last_name\":\"Muster\"}", "Muster", "{\"message\":\"Muster\"",
        "[\"Muster\"]", "{\"data\":{\"message\":\"Muster\"}}", "{\"client_id\":0,\"error\":{\"last_name\":\"Muster\"}}"})
    void aBodyThatDoesNotConfirmASuccessIsNotQuotedBecauseItMayContainRecords(String body) throws Exception {
        try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(200, body)))) {
            OutcomeUnknown failure = (OutcomeUnknown) failure(server, LEAD);
            assertThat(failure.getServerMessage()).isEmpty();
            assertThat(failure.getMessage()).doesNotContain("Muster");
        }
    }

    @Test
    void theErrorInABodyThatDoesNotConfirmASuccessIsReported() throws Exception {
        String queue = "{\"error\":\"queue full, ann@example.com dropped\",\"last_name\":\"Muster\"}";
        try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(202, queue)))) {
            OutcomeUnknown failure = (OutcomeUnknown) failure(server, LEAD);
            assertThat(failure.getServerMessage()).isEqualTo("queue full, … dropped");
            assertThat(failure).hasMessageContaining("the server answered 202 with an error, so that it is unknown");
        }
    }

    @Test
    void theAnswerAboutAnotherRecordIsNotQuoted() throws Exception {
        String other = "{\"success\":true,\"client_id\":999,\"message\":\"Max Muster updated\"}";
        try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(200, other)));
                PackUnderTest pack = pack(server)) {
            Exception failure = pack.call("update-lead", Map.of("client_id", 12345, "city", "Bern")).getException();
            assertThat(failure).isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("another client_id than the one asked for");
            assertThat(failure.getMessage()).doesNotContain("Muster");
        }
    }

    @Test
    void aServerThatIsNotTheApiGetsFiveRecordsAtMost() throws Exception {
        try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(200, "<html>Log in</html>")));
                PackUnderTest pack = pack(server)) {
            for (int i = 0; i < 5; i++) {
                assertThat(pack.call("create-lead", LEAD).getException()).isInstanceOf(OutcomeUnknown.class);
            }
            assertThat(pack.call("create-lead", LEAD).getException()).isInstanceOf(Unavailable.class)
                    .hasMessageContaining("not sent, the connection is suspended: the server answered 200");
            assertThat(server.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 207 X\r\nContent-Length: 15\r\n\r\n{\"client_id\":7}",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 X\r\nContent-Length: 15\r\n\r\n{\"client_id\":7}",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 X\r\nContent-Length: 15\r\n\r\n{\"client_id\":7}"
    })
    void otherSuccessStatusesWithAnIdAndInterimAnswersAreUnderstood(String answer) throws Exception {
        try (ByteServer server = new ByteServer(talk -> talk.send(answer)); PackUnderTest pack = pack(server)) {
            Exchange end = pack.call("create-lead", LEAD);
            assertThat(end.getException()).isNull();
            assertThat(end.getMessage().getBody()).isInstanceOf(Map.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 204 X\r\n\r\n", "HTTP/1.1 202 X\r\nContent-Length: 0\r\n\r\n"})
    void aSuccessWithoutABodyCountsForAnUpdateOnly(String answer) throws Exception {
        try (ByteServer server = new ByteServer(talk -> talk.send(answer)); PackUnderTest pack = pack(server)) {
            assertThat(pack.call("update-lead", Map.of("client_id", 7, "city", "Bern")).getException()).isNull();
            assertThat(pack.call("create-lead", identified()).getException()).isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void anAnswerOfTwentyMegabytesIsAbortedAndTheNextCallWorks() throws Exception {
        String huge = ByteServer.json(200, "x".repeat(20 << 20));
        try (ByteServer server = new ByteServer(talk -> talk.send(talk.number() == 1 ? huge : DONE));
                PackUnderTest pack = pack(server)) {
            assertThat(pack.call("create-lead", LEAD).getException()).isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("more than 1 MiB");
            assertThat(pack.call("create-lead", LEAD).getException()).isNull();
        }
    }

    @Test
    void anEndlessChunkedAnswerIsAborted() throws Exception {
        ByteServer.Answer endless = talk -> {
            talk.send("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                talk.send("400\r\n" + "y".repeat(1024) + "\r\n");
            }
        };
        try (ByteServer server = new ByteServer(endless)) {
            assertThat(failure(server, LEAD)).isInstanceOf(OutcomeUnknown.class);
        }
    }

    /** All calls at the same time, each with its own connection: failures in a row would open the circuit breaker of a shared one. */
    @Test
    void anAnswerCutAtAnyByteIsRepeatedIfTheRecordHasAnIdentity() throws Exception {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        ByteServer.Answer cut = talk -> {
            int at = Integer.parseInt(talk.body().replaceFirst("(?s).*\"web_(\\d+)\".*", "$1"));
            if (seen.add(at)) {
                talk.send(DONE.substring(0, at));
                talk.close();
            } else {
                talk.send(DONE);
            }
        };
        String[] keys = IntStream.range(0, DONE.length()).boxed()
                .flatMap(at -> Stream.of("wlcro.connections.cut" + at + ".api-key", "wlcro_live_1_cut" + at)).toArray(String[]::new);
        try (ByteServer server = new ByteServer(cut); PackUnderTest pack = pack(server, keys)) {
            List<CompletableFuture<Exchange>> ends = IntStream.range(0, DONE.length()).mapToObj(at -> {
                Map<String, Object> lead = identified();
                lead.put("external_id", "web_" + at);
                return pack.begin("create-lead", lead, Map.of(WlcroHeaders.CONNECTION, "cut" + at));
            }).toList();
            for (int at = 0; at < DONE.length(); at++) {
                assertThat(ends.get(at).get(60, TimeUnit.SECONDS).getException()).as("cut at %s", at).isNull();
                assertThat(pack.state("cut" + at).inFlight()).isZero();
            }
            assertThat(server.requests()).hasSize(2 * DONE.length());
        }
    }

    @Test
    void anAnswerCutAtAnyByteIsOfUnknownOutcomeWithoutAnIdentityAndNotSentTwice() throws Exception {
        ByteServer.Answer cut = talk -> {
            talk.send(DONE.substring(0, (talk.number() - 1) % DONE.length()));
            talk.close();
        };
        try (ByteServer server = new ByteServer(cut)) {
            for (int k = 0; k < DONE.length(); k += 9) {
                int before = server.requests().size();
                assertThat(failure(server, LEAD)).as("cut at %s", before).isInstanceOf(OutcomeUnknown.class);
                assertThat(server.requests()).hasSize(before + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\n{\"client_id\":7}",
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"client_id\":7}\r\n0\r\n\r\n",
        "HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: 15\r\n\r\n{\"client_id\":7}",
        "NONSENSE\r\n\r\n"
    })
    void aBrokenAnswerIsOfUnknownOutcome(String answer) throws Exception {
        ByteServer.Answer broken = talk -> {
            talk.send(answer);
            talk.close();
        };
        try (ByteServer server = new ByteServer(broken)) {
            assertThat(failure(server, LEAD)).isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aGzipBombIsAborted() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(new byte[50 << 20]);
        }
        ByteServer.Answer bomb = talk -> {
            talk.send("HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n");
            talk.send(zipped.toByteArray());
        };
        try (ByteServer server = new ByteServer(bomb)) {
            assertThat(failure(server, LEAD)).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("1 MiB");
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "500"})
    void theStatusAloneDeterminesTheErrorWhateverTheBody(int status) throws Exception {
        byte[] binary = new byte[3_000];
        Arrays.fill(binary, (byte) 0xFE);
        for (String body : new String[] {"{\"message\":\"no\"}", "{\"title\":\"no\",\"status\":200}", "no",
            "<html><script>x</script>no</html>", "", "{\"success\":true,\"client_id\":7}", "n".repeat(5 << 20),
            new String(binary, StandardCharsets.ISO_8859_1)}) {
            try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(status, body)))) {
                WlcroException failure = (WlcroException) failure(server, LEAD);
                assertThat(failure).isInstanceOf(status == 400 ? InvalidRequest.class
                        : status == 404 ? NotFound.class : OutcomeUnknown.class);
                assertThat(failure.getServerMessage().length()).isLessThanOrEqualTo(500);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws Exception {
        try (ByteServer evil = new ByteServer(talk -> talk.send(DONE))) {
            for (String target : new String[] {evil.baseUrl() + "/x", "http://localhost:" + evil.port() + "/",
                "file:///etc/passwd"}) {
                try (ByteServer server = new ByteServer(
                        talk -> talk.send(ByteServer.json(status, "{}", "Location: " + target + "\r\n")))) {
                    assertThat(failure(server, identified())).isInstanceOf(Unavailable.class)
                            .hasMessageContaining("wlcro.base-url");
                    assertThat(server.requests()).hasSize(1);
                }
            }
            assertThat(evil.connections()).isZero();
        }
    }
}
