package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
 * What the pack costs when nothing limits it: (a) {@code direct:wlcro-create-lead}, (b) a bare Camel route with
 * camel-http, (c) Apache HttpClient alone; 32 in flight, one process, against the same sandbox in another.
 * {@code mvn -Pbench verify} runs it; it asserts nothing.
 */
class ThroughputBench {

    private static final int IN_FLIGHT = 32;
    private static final int CALLS = Integer.getInteger("bench.calls", 20_000);
    private static final int ROUNDS = 3;
    private static final String LEAD = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

    private interface Call {
        boolean succeeds() throws Exception;
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
            contenders.put("(a) the pack, ledger in memory", () -> !pack.call("create-lead", lead()).isFailed());
            contenders.put("(d) the pack, ledger on disk", () -> !durable.call("create-lead", lead()).isFailed());
            contenders.put("(b) bare Camel route", () -> !pack.template()
                    .send("direct:bare", exchange -> exchange.getIn().setBody(lead())).isFailed());
            contenders.put("(c) HttpClient alone", () -> post(client, sandbox.baseUrl()));
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

    private static void measure(SandboxProcess sandbox, Map<String, Call> contenders) throws Exception {
        for (Call call : contenders.values()) {
            sandbox.reset("{\"limit\":0}");
            rate(call, CALLS);
        }
        Map<String, double[]> rates = new LinkedHashMap<>();
        Map<String, Long> used = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Call> contender : contenders.entrySet()) {
                sandbox.reset("{\"limit\":0}");
                long cpu = cpu();
                double rate = rate(contender.getValue(), CALLS);
                used.merge(contender.getKey(), cpu() - cpu, Long::sum);
                rates.computeIfAbsent(contender.getKey(), name -> new double[ROUNDS])[round] = rate;
            }
        }
        List<Double> medians = new ArrayList<>();
        System.out.println(CALLS + " calls, " + IN_FLIGHT + " in flight, calls per second:");
        rates.forEach((name, each) -> {
            System.out.println(String.format(Locale.ROOT, "  %-30s %s, %d us of CPU each", name,
                    Arrays.toString(Arrays.stream(each).mapToLong(Math::round).toArray()),
                    used.get(name) / 1_000 / ROUNDS / CALLS));
            medians.add(Arrays.stream(each).sorted().toArray()[ROUNDS / 2]);
        });
        System.out.println(String.format(Locale.ROOT, "  median (a)/(b) %.2f, (a)/(c) %.2f, (d)/(a) %.2f",
                medians.get(0) / medians.get(2), medians.get(0) / medians.get(3), medians.get(1) / medians.get(0)));
    }

    /** What this process has used of the processors, nanoseconds; it tells the cost even on a busy machine. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double rate(Call call, int calls) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(calls);
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(IN_FLIGHT);
        long start = System.nanoTime();
        for (int i = 0; i < IN_FLIGHT; i++) {
            new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    try {
                        if (!call.succeeds()) {
                            failed.incrementAndGet();
                        }
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                }
                ended.countDown();
            }).start();
        }
        ended.await();
        if (failed.get() > 0) {
            System.out.println(failed + " calls failed");
        }
        return calls / ((System.nanoTime() - start) / 1e9);
    }
}
