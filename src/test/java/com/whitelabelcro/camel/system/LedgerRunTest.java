package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a ledger on disk that a second run uses again (rows 8 and 51 of the list of faults). */
class LedgerRunTest {

    private static final List<String> IDENTITIES = List.of("x".repeat(10_000), "\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDCBB",
            "'; DROP TABLE wlcro_entry; --", "\" OR 1=1 /*", "\u00e9", "e\u0301", "Ann", "ann", "%_?{}");

    @TempDir
    private Path directory;

    @Test
    void anyIdentityIsRecognisedAfterARestartAndSimilarOnesStayDistinct() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
            for (int run = 0; run < 2; run++) {
                try (PackUnderTest pack = pack(sandbox, Map.of("wlcro.limit", "100"))) {
                    for (int i = 0; i < IDENTITIES.size(); i++) {
                        Map<String, Object> keyed = Map.of(WlcroHeaders.IDEMPOTENCY_KEY, IDENTITIES.get(i));
                        Exchange end = pack.call("create-lead", Records.lead(i), keyed);
                        assertThat(end.getException()).as("identity %s", i).isNull();
                        assertThat(end.getMessage().getHeader(WlcroHeaders.DUPLICATE, false, Boolean.class))
                                .as("identity %s in run %s", i, run).isEqualTo(run == 1);
                    }
                }
            }
            assertThat(sandbox.stats().requests()).isEqualTo(IDENTITIES.size());
        }
    }

    @Test
    void aHostThatStopsRejectsAThousandWaitingRecordsAndTheNextRunSendsThem() throws Exception {
        int records = 1_000;
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(2_000)))) {
            PackUnderTest first = pack(sandbox, Map.of("wlcro.limit", "5", "wlcro.period", "1h"));
            List<CompletableFuture<Exchange>> ends = begin(first, records);
            await().until(() -> first.state("default").waiting() == records - 5
                    && first.state("default").inFlight() == 0);

            first.close();

            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertThat(ends.stream().filter(end -> end.join().isFailed())).hasSize(records - 5)
                    .allSatisfy(end -> assertThat(end.join().getException()).isInstanceOf(Unavailable.class));
            try (PackUnderTest second = pack(sandbox, Map.of("wlcro.limit", "2000"))) {
                List<CompletableFuture<Exchange>> again = begin(second, records);
                CompletableFuture.allOf(again.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
                assertThat(again).allSatisfy(end -> assertThat(end.join().getException()).isNull());
                assertThat(second.state("default").inFlight()).isZero();
            }
            assertThat(sandbox.records()).extracting(SandboxRecord::externalId).doesNotHaveDuplicates().hasSize(records);
            assertThat(sandbox.stats().requests()).isEqualTo(records);
        }
    }

    private static List<CompletableFuture<Exchange>> begin(PackUnderTest pack, int records) {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            ends.add(pack.begin("create-lead", Records.known(i), Map.of()));
        }
        return ends;
    }

    private PackUnderTest pack(Sandbox sandbox, Map<String, String> more) throws Exception {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db"));
        return new PackUnderTest(sandbox.baseUrl().toString(), properties);
    }
}
