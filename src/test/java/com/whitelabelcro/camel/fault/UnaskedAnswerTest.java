package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unsolicited answers, also during the next request, are never taken for the answer of a record. */
class UnaskedAnswerTest {

    private static final String STALE = "HTTP/1.1 408 Request Time-out\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    @ParameterizedTest
    @CsvSource({"true,0", "true,5", "true,50", "false,0", "false,5", "false,50"})
    void eachRecordGetsItsOwnAnswerAndNoOther(boolean second, int millisLater) throws Exception {
        ByteServer.Answer unasked = talk -> {
            String own = created(talk.number());
            String more = second ? created(900 + talk.number()) : STALE;
            if (millisLater == 0) {
                talk.send(own + more);
            } else {
                talk.send(own);
                later(millisLater, talk, more);
            }
        };
        try (ByteServer server = new ByteServer(unasked);
                PackUnderTest pack = new PackUnderTest(server.baseUrl(), Map.of("wlcro.limit", "1000"))) {
            for (int i = 1; i <= 10; i++) {
                Exchange end = pack.call("create-lead", Records.lead(i));
                assertThat(end.getException()).isNull();
                assertThat(PackUnderTest.answer(end)).containsEntry("client_id", i);
            }
            assertThat(server.requests()).hasSize(10);
        }
    }

    private static String created(int id) {
        return ByteServer.json(201, "{\"client_id\":" + id + "}");
    }

    /** Sends on another thread, because the server's own thread must be able to read the next request. */
    private static void later(int millis, ByteServer.Talk talk, String what) {
        Thread thread = new Thread(() -> {
            try {
                new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
                talk.send(what);
            } catch (IOException | InterruptedException e) {
                // The client has closed the connection, as expected.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
