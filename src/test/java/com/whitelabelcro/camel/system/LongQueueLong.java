package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.bench.FormSender;
import com.whitelabelcro.camel.bench.GatewayProcess;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand queued records ({@code mvn -Pkills verify -Dtest=LongQueueLong}): those of one identity are sent in the order of
 * their acceptance, also over a bad network, and the queue uses no memory.
 */
class LongQueueLong {

    private static final int CLIENTS = 500;
    private static final int NOTES = Integer.getInteger("records", 100_000) / CLIENTS;

    @TempDir
    private Path folder;

    @Test
    void notesOfOneClientAreInTheOrderInWhichTheyWereAccepted() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(0).fault(Fault.STATUS_503, 0.01).fault(Fault.RESET_AFTER, 0.01)
                .seed(11).down(true)));
                GatewayProcess gateway = GatewayProcess.start(folder, Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                        "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.limit", "100000", "wlcro.period", "1s",
                        "wlcro.suspend", "1s"), "-Xmx128m")) {
            String ledger = "jdbc:sqlite:" + folder.resolve("home").resolve("wlcro.db");
            List<Long> heap = new ArrayList<>(List.of(gateway.heap()));
            try (FormSender sender = new FormSender()) {
                array(sender, gateway, "create-lead", IntStream.rangeClosed(1, CLIENTS).mapToObj(i -> "{\"first_name\":\"Ann\",\"last_name\":\"Lee\","
                        + "\"email\":\"ann" + i + "@example.com\",\"external_id\":\"x" + i + "\"}").toList());
                sandbox.down(false);
                await().atMost(Duration.ofMinutes(1)).until(() -> sandbox.records().size() == CLIENTS);
                List<Long> clients = sandbox.records().stream().map(each -> each.id()).toList();
                sandbox.down(true);
                for (int note = 0; note < NOTES; note++) {
                    int number = note;
                    array(sender, gateway, "add-client-note", clients.stream().map(id -> "{\"client_id\":" + id + ",\"text\":\"" + number
                            + "\",\"external_id\":\"n" + id + "-" + number + "\"}").toList());
                    if (note % (NOTES / 4) == 0) {
                        heap.add(gateway.heap());
                    }
                }
            }
            heap.add(gateway.heap());
            System.out.println(AcceptedRecords.queued(ledger) + " records are queued; MB of heap on the way: " + heap);
            sandbox.down(false);
            await().atMost(Duration.ofMinutes(15)).pollInterval(Duration.ofSeconds(1)).until(() -> AcceptedRecords.queued(ledger) == 0);

            System.out.println("MB of heap at the end: " + gateway.heap() + ", " + gateway.resident() + " MB resident, " + sandbox.stats());
            List<String> expected = IntStream.range(0, NOTES).mapToObj(String::valueOf).toList();
            assertThat(sandbox.records()).allSatisfy(each -> assertThat(each.notes().stream()
                    .map(note -> String.valueOf(note.fields().get("text"))).collect(Collectors.toList())).isEqualTo(expected));
        }
    }

    private static void array(FormSender sender, GatewayProcess gateway, String action, List<String> records) throws Exception {
        FormSender.Answer answer = sender.post(gateway.port(), "/actions/" + action, "[" + String.join(",", records) + "]");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }
}
