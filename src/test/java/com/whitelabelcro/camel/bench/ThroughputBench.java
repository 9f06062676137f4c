package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;

/**
 * What the pack costs when nothing limits it, compared with a bare Camel route with camel-http and with Apache HttpClient alone,
 * in one process, against the same sandbox in another. {@code mvn -Pbench verify} runs it; it asserts nothing.
 *
 * <p>How it is measured: the contenders are warmed in turns by {@value #WARMING} threads, because with more runnable threads than
 * processors the JIT compiler starves, and whoever runs first pays for it. Then they take turns in short slices with
 * {@value #IN_FLIGHT} requests in flight, each slice in another order, so that a busy moment of the machine hits all of them.
 * CPU time is that of the Java threads, without the JIT compiler and the garbage collector.
 */
class ThroughputBench {

    private static final int IN_FLIGHT = 32;
    private static final int WARMING = 3;
    private static final int WARM_UP = Integer.getInteger("bench.warm", 60_000);
    private static final int CALLS = Integer.getInteger("bench.calls", 20_000);
    private static final int SLICES = 10;
    private static final String LEAD = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";
    private static final String BARE = "bare Camel route";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong identities = new AtomicLong();

    private interface Call {
        boolean succeeds() throws Exception;
    }

    /** What a contender has used, over all of its slices. */
    private static final class Usage {
        private long nanos;
        private long cpu;
        private long failed;
    }

    @Test
    void unlimited() throws Exception {
        try (SandboxProcess sandbox = new SandboxProcess();
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl(),
                        unlimited(LedgerConfig.MEMORY_URL), bare(sandbox.baseUrl()));
                PackUnderTest durable = new PackUnderTest(sandbox.baseUrl(), unlimited("jdbc:sqlite:"
                        + Files.createTempDirectory("wlcro-bench").resolve("wlcro.db")));
                CloseableHttpClient client = client()) {
            Map<String, Call> contenders = new LinkedHashMap<>();
            contenders.put("pack, ledger in memory", () -> !pack.call("create-lead", lead()).isFailed());
            contenders.put("pack, in memory, external_id", () -> !pack.call("create-lead", known()).isFailed());
            contenders.put("pack, ledger on disk", () -> !durable.call("create-lead", lead()).isFailed());
            contenders.put("pack, on disk, external_id", () -> !durable.call("create-lead", known()).isFailed());
            contenders.put(BARE, () -> !pack.template()
                    .send("direct:bare", exchange -> exchange.getIn().setBody(lead())).isFailed());
            contenders.put("HttpClient alone", () -> post(client, sandbox.baseUrl()));
            measure(sandbox, contenders);
        }
    }

    private static Map<String, String> unlimited(String ledger) {
        return Map.of("wlcro.limit", "20000", "wlcro.period", "500ms", LedgerConfig.URL, ledger);
    }

    private static Map<String, Object> lead() {
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("first_name", "Ann");
        lead.put("last_name", "Lee");
        lead.put("email", "ann@example.com");
        return lead;
    }

    private Map<String, Object> known() {
        Map<String, Object> lead = lead();
        lead.put("external_id", "bench_" + identities.incrementAndGet());
        return lead;
    }

    private static RouteBuilder bare(String baseUrl) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                HttpComponent http = getContext().getComponent("http", HttpComponent.class);
                http.setConnectionsPerRoute(IN_FLIGHT);
                http.setMaxTotalConnections(IN_FLIGHT);
                JacksonDataFormat json = new JacksonDataFormat(Map.class);
                from("direct:bare").errorHandler(noErrorHandler())
                        .marshal(json)
                        .setHeader("X-Api-Key", constant(SandboxConfig.DEFAULT_KEY))
                        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                        .to(baseUrl + "/api/v1/integrations/leads")
                        .unmarshal(json);
            }
        };
    }

    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(IN_FLIGHT).setMaxConnTotal(IN_FLIGHT).build())
                .build();
    }

    private static boolean post(CloseableHttpClient client, String baseUrl) throws IOException {
        HttpPost post = new HttpPost(baseUrl + "/api/v1/integrations/leads");
        post.setHeader("X-Api-Key", SandboxConfig.DEFAULT_KEY);
        post.setEntity(new StringEntity(LEAD, ContentType.APPLICATION_JSON));
        return client.execute(post, answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode() < 300;
        });
    }

    private void measure(SandboxProcess sandbox, Map<String, Call> contenders) throws Exception {
        Map<String, Usage> used = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> used.put(name, new Usage()));
        List<String> order = new ArrayList<>(contenders.keySet());
        for (int slice = 0; slice < SLICES; slice++) {
            for (String name : order) {
                sandbox.reset("{\"limit\":0}");
                run(contenders.get(name), WARM_UP / SLICES, WARMING, new Usage());
            }
        }
        for (int slice = 0; slice < SLICES; slice++) {
            Collections.rotate(order, 1);
            for (String name : order) {
                sandbox.reset("{\"limit\":0}");
                run(contenders.get(name), CALLS / SLICES, IN_FLIGHT, used.get(name));
            }
        }
        print(used);
    }

    private static void print(Map<String, Usage> used) {
        System.out.println(CALLS + " calls each, " + IN_FLIGHT + " in flight:");
        used.forEach((name, usage) -> System.out.println(String.format(Locale.ROOT,
                "  %-30s %6.0f calls/s (%.2f of bare Camel), %4.0f us of CPU a call (%.2f of bare Camel)%s", name,
                CALLS / (usage.nanos / 1e9), (double) used.get(BARE).nanos / usage.nanos, usage.cpu / 1e3 / CALLS,
                (double) used.get(BARE).cpu / usage.cpu, usage.failed > 0 ? ", " + usage.failed + " failed" : "")));
    }

    /** What the Java threads have used of the processors, nanoseconds; those of the JIT compiler are none. */
    private long cpu() {
        return Arrays.stream(threads.getAllThreadIds()).map(threads::getThreadCpuTime).filter(each -> each > 0).sum();
    }

    private void run(Call call, int calls, int callers, Usage usage) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(calls);
        AtomicLong failed = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(callers);
        CountDownLatch counted = new CountDownLatch(1);
        long cpu = cpu();
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    try {
                        failed.addAndGet(call.succeeds() ? 0 : 1);
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                }
                ended.countDown();
                await(counted);
            }).start();
        }
        ended.await();
        usage.nanos += System.nanoTime() - start;
        // Before the callers end: the time of a thread that is gone cannot be read.
        usage.cpu += cpu() - cpu;
        usage.failed += failed.get();
        counted.countDown();
    }

    private static void await(CountDownLatch counted) {
        try {
            counted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
