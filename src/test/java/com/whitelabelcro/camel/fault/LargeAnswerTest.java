package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that would exhaust the memory are aborted, count as lost, and affect no other record. */
class LargeAnswerTest {

    private static final String DONE = ByteServer.json(201, "{\"client_id\":7}");
    private static final String BLOCK = "B".repeat(100_000);
    /** Far less than the heap, and far more than what is read and what the sockets buffer. */
    private static final int MOST = 500;

    /** Which part of the answer is endless. */
    enum Endless {
        STATUS_LINE("HTTP/1.1 201 ", BLOCK, "more than 64 KiB"),
        HEADER_LINE("HTTP/1.1 201 X\r\nX-A: ", BLOCK, "more than 64 KiB"),
        FOLDED_LINE("HTTP/1.1 201 X\r\nX-A: a\r\n", (" " + "B".repeat(100) + "\r\n").repeat(1000), "more than 64 KiB"),
        HEADER_LINES("HTTP/1.1 201 X\r\n", "X-A: b\r\n".repeat(10_000), "more than 64 KiB"),
        NO_STATUS_LINE("", BLOCK, "more than 64 KiB"),
        EMPTY_LINES("", "\r\n".repeat(50_000), "more than 64 KiB"),
        BODY("HTTP/1.1 201 X\r\nContent-Length: 2000000000\r\n\r\n", BLOCK, "more than 1 MiB"),
        BODY_UNTIL_CLOSE("HTTP/1.1 201 X\r\n\r\n", BLOCK, "more than 1 MiB"),
        CHUNKS("HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n", "186a0\r\n" + BLOCK + "\r\n", "more than 1 MiB"),
        CHUNK("HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", BLOCK, "more than 1 MiB"),
        CHUNK_EXTENSION("HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n5;a=", BLOCK, "more than 64 KiB"),
        TRAILER("HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: ", BLOCK, "more than 64 KiB"),
        TRAILERS("HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-A: b\r\n".repeat(10_000), "more than 64 KiB");

        private final String begin;
        private final String rest;
        private final String reason;

        Endless(String begin, String rest, String reason) {
            this.begin = begin;
            this.rest = rest;
            this.reason = reason;
        }

        /** @return the number of sent blocks */
        int send(ByteServer.Talk talk) throws IOException {
            talk.send(begin);
            for (int i = 0; i < MOST; i++) {
                try {
                    talk.send(rest);
                } catch (IOException e) {
                    return i;
                }
            }
            return MOST;
        }
    }

    @ParameterizedTest
    @EnumSource(Endless.class)
    void anEndlessAnswerIsLostAndOtherCallsContinue(Endless endless) throws Exception {
        AtomicLong taken = new AtomicLong();
        ByteServer.Answer once = talk -> {
            if (talk.body().contains("Ann1") && !talk.body().contains("test_1") || talk.number() == 2) {
                taken.addAndGet(endless.send(talk));
                talk.close();
            } else {
                talk.send(DONE);
            }
        };
        try (ByteServer server = new ByteServer(once);
                PackUnderTest pack = new PackUnderTest(
                        server.baseUrl(), Map.of("wlcro.timeout", "20s", "wlcro.retry.max-attempts", "2"))) {
            Exception failure = pack.call("create-lead", Records.lead(1)).getException();
            assertThat(failure).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("the answer is too large")
                    .hasMessageContaining(endless.reason);
            assertThat(server.requests()).hasSize(1);
            assertThat(pack.call("create-lead", Records.known(1)).getException()).as("it is repeated").isNull();
            assertThat(server.requests()).hasSize(3);
            assertThat(pack.call("create-lead", Records.lead(2)).getException()).isNull();
            assertThat(pack.state("default").inFlight()).isZero();
            assertThat(taken.get()).as("sent blocks of 100 kB").isLessThan(2 * 100);
        }
    }
}
