package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import whose process has too little memory for the records in flight. It may fail any record, but it ends, with a
 * documented exit code, and its last lines are true: no record is reported as done that the API did not create, and every
 * other record that the API created is reported as unknown.
 */
@SystemTest
class SmallHeapTest {

    private static final Set<Integer> DOCUMENTED = Set.of(0, 1, 2, 4);
    private static final int MUCH = 1_000_000;

    @TempDir
    private Path directory;
    private final AtomicInteger created = new AtomicInteger();
    private ExecutorService threads;
    private HttpServer server;
    private volatile int padding;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String answer = "{\"client_id\":" + created.incrementAndGet() + ",\"x\":\"" + "a".repeat(padding) + "\"}";
            byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(201, bytes.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private ImportNumbers imported(int rows, String phone, String heap) throws Exception {
        Files.writeString(directory.resolve("people.csv"), "first_name,last_name,email,phone\n" + IntStream.range(0, rows)
                .mapToObj(i -> "Ann,Lee,ann" + i + "@example.com," + phone + "\n").collect(Collectors.joining()));
        Map<String, String> environment = Map.of("WLCRO_API_KEY", "wlcro_live_92_x",
                "WLCRO_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        Terminal end;
        try (Child child = Child.start(directory, environment, List.of(heap), "import", "create-lead", "people.csv",
                "--parallel", "8")) {
            end = child.end();
        }
        assertThat(DOCUMENTED).as(end.out() + end.err()).contains(end.exit());
        assertThat(end.out()).contains(rows + " rows: ");
        ImportNumbers numbers = ImportNumbers.of(end.out()).agree();
        assertThat((long) created.get()).isBetween(numbers.done(), numbers.done() + numbers.unknown());
        return numbers;
    }

    @Test
    void answersThatDoNotFitIntoMemoryEndAsUnknownAndTheImportEnds() throws Exception {
        padding = MUCH;
        assertThat(imported(20, "+15550100", "-Xmx32m").unknown()).as("memory was actually short").isPositive();
    }

    @Test
    void theImportEndsAlsoIfRecordsHardlyFitIntoMemory() throws Exception {
        // The class path of the tests needs some megabytes more than the package, for which 32 are enough.
        imported(20, "5".repeat(MUCH - 100_000), "-Xmx38m");
    }
}
