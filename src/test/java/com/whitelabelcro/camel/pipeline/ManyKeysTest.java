package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Many keys in one process share its threads, and none prevents another from using its quota. */
class ManyKeysTest {

    @Test
    void noMoreRequestsAreInFlightThanAllQuotasTogetherCanUse() throws Exception {
        int keys = 60;
        try (Sandbox sandbox = Sandbox.start(slow(keys, Duration.ofMillis(500)));
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), properties(keys, Map.of("wlcro.timeout", "1m")))) {
            List<CompletableFuture<Exchange>> ends = begin(pack, keys, 10);

            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

            assertThat(ends).allMatch(each -> each.join().getException() == null);
            // 600 records have a permit at once, and 60 keys at 10 a minute need few at a time, even if the answers come late.
            assertThat(sandbox.stats().maxConcurrent()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void keysWhoseServerHangsDoNotSlowAnotherKey() throws Exception {
        int keys = 8;
        try (Sandbox hangs = Sandbox.start(slow(keys, Duration.ofMinutes(5)));
                Sandbox well = Sandbox.start(SandboxConfig.defaults())) {
            Map<String, String> properties = properties(keys, Map.of("wlcro.timeout", "1h", "wlcro.base-url", well.baseUrl().toString()));
            IntStream.range(0, keys).forEach(i ->
                    properties.put("wlcro.connections.k" + i + ".base-url", hangs.baseUrl().toString()));
            try (PackUnderTest pack = new PackUnderTest(well.baseUrl().toString(), properties)) {
                List<CompletableFuture<Exchange>> hung = begin(pack, keys, 20);
                await().until(() -> IntStream.range(0, keys).map(i -> pack.state("k" + i).inFlight()).sum() >= 64);

                CompletableFuture<Exchange> other = pack.begin("create-lead", Records.lead(0), Map.of());

                assertThat(other.get(60, TimeUnit.SECONDS).getException()).isNull();
                assertThat(hung).noneMatch(CompletableFuture::isDone);
                hangs.close();
            }
        }
    }

    private static String key(int number) {
        return "wlcro_live_" + (100 + number) + "_many";
    }

    private static SandboxConfig slow(int keys, Duration latency) {
        return SandboxConfig.of(config -> config.limit(0).latency(latency)
                .keys(IntStream.range(0, keys).mapToObj(ManyKeysTest::key).toArray(String[]::new)));
    }

    private static Map<String, String> properties(int keys, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.limit", "10", "wlcro.period", "1m"));
        IntStream.range(0, keys).forEach(i -> properties.put("wlcro.connections.k" + i + ".api-key", key(i)));
        properties.putAll(more);
        return properties;
    }

    private static List<CompletableFuture<Exchange>> begin(PackUnderTest pack, int keys, int each) {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int i = 0; i < keys * each; i++) {
            ends.add(pack.begin("create-lead", Records.lead(i), Map.of(WlcroHeaders.CONNECTION, "k" + i / each)));
        }
        return ends;
    }
}
