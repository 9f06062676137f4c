package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** A host that is stopped while records are in progress: some have been sent, the others wait for a permit. */
final class Stopping {

    /** The limit per minute. The test takes less than a minute, so that all further records wait. */
    private static final int LIMIT = 8;

    /** The sandbox for this test. */
    static final SandboxConfig SLOW =
            SandboxConfig.of(change -> change.limit(LIMIT).latency(Duration.ofSeconds(1)));

    private static final int RECORDS = 2 * LIMIT;

    private Stopping() {}

    /** The settings of a pack whose ledger can be read afterwards. */
    static Map<String, String> properties(WlcroSandbox api, Path directory) {
        Map<String, String> properties = new HashMap<>(api.properties());
        properties.put("wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db"));
        return properties;
    }

    /** Stops a host while records are in progress, and then counts the records of the API and of the ledger. */
    static void losesNothing(CamelContext context, AutoCloseable host, WlcroSandbox api, Map<String, String> properties)
            throws Exception {
        CountDownLatch ends = new CountDownLatch(RECORDS);
        send(context.getEndpoint("direct:create-lead"), ends);
        await().until(() -> api.stats().requests() == LIMIT);
        assertThat(ends.getCount()).as("records under way").isEqualTo(RECORDS);

        host.close();

        assertThat(ends.await(10, TimeUnit.SECONDS)).as("every caller knows how it ended").isTrue();
        assertThat(api.stats().created()).isEqualTo(LIMIT);
        assertThat(stored(properties)).isEqualTo(RECORDS - LIMIT);
    }

    private static void send(Endpoint endpoint, CountDownLatch ends) throws Exception {
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        for (int record = 0; record < RECORDS; record++) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(Map.of("first_name", "Ann", "last_name", "Lee",
                    "email", "ann" + record + "@example.com", "external_id", "web_" + record));
            producer.process(exchange, doneSync -> ends.countDown());
        }
    }

    /** The failed records of the ledger, as the next process sees them. */
    private static long stored(Map<String, String> properties) throws Exception {
        try (CamelContext later = new DefaultCamelContext()) {
            WhiteLabelCro routes = new WhiteLabelCro(SettingsReader.read(properties));
            later.addRoutes(routes);
            later.start();
            return routes.ledger().failed().count(FailedFilter.all()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
