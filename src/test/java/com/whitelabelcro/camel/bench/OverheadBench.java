package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.config.LedgerConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/**
 * What meters and health checks add to the CPU time of a record: two packs in one process, one with a meter registry and one
 * without, take turns with the same calls. A slice of a second has one scrape and one question for the health, which is more than
 * any monitoring asks. CPU time is that of the Java threads, without the JIT compiler and the garbage collector. It asserts nothing.
 */
class OverheadBench {

    private static final int CALLERS = 4;
    private static final int WARM_UP = Integer.getInteger("bench.warm", 40_000);
    private static final int CALLS = Integer.getInteger("bench.calls", 6_000);
    private static final int PAIRS = 10;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void metersAndHealth() throws Exception {
        Map<String, String> unlimited = Map.of("wlcro.limit", "20000", "wlcro.period", "500ms", LedgerConfig.URL, LedgerConfig.MEMORY_URL);
        try (SandboxProcess sandbox = new SandboxProcess();
                PackUnderTest plain = new PackUnderTest(sandbox.baseUrl(), unlimited);
                PackUnderTest watched = new PackUnderTest(sandbox.baseUrl(), unlimited,
                        context -> context.getRegistry().bind("metricsRegistry", registry))) {
            Runnable nothing = () -> {};
            Runnable look = () -> {
                registry.scrape();
                HealthCheckHelper.invoke(watched.context(), "full");
            };
            for (int i = 0; i < PAIRS; i++) {
                sandbox.reset("{\"limit\":0}");
                slice(plain, WARM_UP / PAIRS, nothing);
                slice(watched, WARM_UP / PAIRS, look);
            }
            double[] ratios = new double[PAIRS];
            double[] micros = new double[PAIRS];
            for (int i = 0; i < PAIRS; i++) {
                sandbox.reset("{\"limit\":0}");
                boolean plainFirst = i % 2 == 0;
                long first = plainFirst ? slice(plain, CALLS, nothing) : slice(watched, CALLS, look);
                long second = plainFirst ? slice(watched, CALLS, look) : slice(plain, CALLS, nothing);
                micros[i] = (plainFirst ? first : second) / 1e3 / CALLS;
                ratios[i] = (plainFirst ? (double) second / first : (double) first / second) - 1;
            }
            Arrays.sort(ratios);
            Arrays.sort(micros);
            System.out.println(String.format(Locale.ROOT, "Meters and health add %.1f %% of CPU to a record of %.0f us (median of %d"
                    + " pairs of %d calls; from %.1f to %.1f %%)", 50 * (ratios[PAIRS / 2 - 1] + ratios[PAIRS / 2]), micros[PAIRS / 2],
                    PAIRS, CALLS, 100 * ratios[0], 100 * ratios[PAIRS - 1]));
        }
    }

    /** The CPU time of the calls, and of looking once meanwhile, in nanoseconds. */
    private long slice(PackUnderTest pack, int calls, Runnable look) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(calls);
        CountDownLatch ended = new CountDownLatch(CALLERS);
        CountDownLatch counted = new CountDownLatch(1);
        long before = cpu();
        for (int i = 0; i < CALLERS; i++) {
            new Thread(() -> {
                for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
                    pack.call("create-lead", Records.lead(number));
                }
                ended.countDown();
                await(counted);
            }).start();
        }
        look.run();
        ended.await();
        long used = cpu() - before;
        counted.countDown();
        return used;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long cpu() {
        return Arrays.stream(threads.getAllThreadIds()).map(threads::getThreadCpuTime).filter(each -> each > 0).sum();
    }
}
