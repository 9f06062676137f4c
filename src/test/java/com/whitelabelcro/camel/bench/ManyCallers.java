package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.sandbox.SandboxKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process in which many asynchronous callers with many keys call one action at the same time; it prints the results. A caller
 * keeps only its exchange, so that its share of the heap is that of a waiting record.
 *
 * <p>Arguments: base URL, number of keys, callers of each key, calls of each key (a caller that succeeded calls again), limit,
 * period, ledger URL, seconds to wait for the end before the context is stopped, and the seconds after which, and after twice and thrice which, the ended calls
 * are counted besides (0 for none).
 */
public final class ManyCallers {

    private final int keys;
    private final int callers;
    private final int calls;
    private final AtomicInteger next;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicIntegerArray doneOfKey;
    private final CountDownLatch ended;

    private ManyCallers(int keys, int callers, int calls) {
        this.keys = keys;
        this.callers = callers * keys;
        this.calls = calls * keys;
        this.next = new AtomicInteger(this.callers);
        this.doneOfKey = new AtomicIntegerArray(keys);
        this.ended = new CountDownLatch(this.calls);
    }

    /** The key of a connection, which the sandbox has to know. */
    static String key(int number) {
        return "wlcro_live_" + (1_000 + number) + "_many";
    }

    /** The keys as the sandbox's configuration has them. */
    public static SandboxKey[] keys(int number) {
        return IntStream.range(0, number).mapToObj(ManyCallers::key).map(SandboxKey::of).toArray(SandboxKey[]::new);
    }

    public static void main(String[] arguments) throws Exception {
        int keys = Integer.parseInt(arguments[1]);
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.base-url", arguments[0], "wlcro.limit", arguments[4],
                "wlcro.period", arguments[5], LedgerConfig.URL, arguments[6]));
        for (int i = 0; i < keys; i++) {
            properties.put("wlcro.connections.k" + i + ".api-key", key(i));
        }
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(new WhiteLabelCro(SettingsReader.read(properties)));
        context.start();
        System.out.println("begins");
        new ManyCallers(keys, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                .run(context, Long.parseLong(arguments[7]), Long.parseLong(arguments[8]));
        // Calls in flight must not delay the end of the process.
        Runtime.getRuntime().halt(0);
    }

    private void run(DefaultCamelContext context, long seconds, long countAt) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        Endpoint endpoint = context.getEndpoint("direct:wlcro-create-lead");
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            call(endpoint, producer, i);
        }
        System.out.println(String.format(Locale.ROOT, "called %.1f s", (System.nanoTime() - start) / 1e9));
        if (countAt > 0) {
            count(start, countAt);
        }
        boolean all = ended.await(seconds, TimeUnit.SECONDS);
        if (!all) {
            System.out.println("stops with " + ended.getCount() + " calls that have not ended");
            context.stop();
            all = ended.await(seconds, TimeUnit.SECONDS);
        }
        int[] ofKey = IntStream.range(0, keys).map(doneOfKey::get).sorted().toArray();
        System.out.println(String.format(Locale.ROOT, "%s after %.1f s: done %d, refused %d, failed %d, forgotten %d",
                all ? "ended" : "gave up", (System.nanoTime() - start) / 1e9, done.get(), refused.get(), failed.get(),
                ended.getCount()));
        System.out.println(String.format(Locale.ROOT, "peak of %d threads; a key has from %d to %d done",
                threads.getPeakThreadCount(), ofKey[0], ofKey[keys - 1]));
    }

    /** Prints how many calls have ended after each period; from the second one on, this is the steady state. */
    private void count(long start, long seconds) throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            ended.await(start + TimeUnit.SECONDS.toNanos(i * seconds) - System.nanoTime(), TimeUnit.NANOSECONDS);
            System.out.println("done after " + i * seconds + " s: " + done.get());
        }
    }

    private void call(Endpoint endpoint, AsyncProducer producer, int number) {
        int key = number % keys;
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody("{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann" + number
                + "@example.com\",\"external_id\":\"many_" + number + "\"}");
        exchange.getMessage().setHeader(WlcroHeaders.CONNECTION, "k" + key);
        producer.process(exchange, doneSync -> {
            ended(exchange, key);
            if (exchange.getException() == null && callers < calls) {
                again(endpoint, producer);
            }
        });
    }

    private void again(Endpoint endpoint, AsyncProducer producer) {
        int number = next.getAndIncrement();
        if (number < calls) {
            call(endpoint, producer, number);
        }
    }

    private void ended(Exchange exchange, int key) {
        if (exchange.getException() == null) {
            done.incrementAndGet();
            doneOfKey.incrementAndGet(key);
        } else if (exchange.getException() instanceof Unavailable) {
            if (refused.getAndIncrement() == 0) {
                System.out.println("refused: " + exchange.getException().getMessage());
            }
        } else if (failed.getAndIncrement() == 0) {
            System.out.println("failed: " + exchange.getException().getMessage());
        }
        ended.countDown();
    }
}
