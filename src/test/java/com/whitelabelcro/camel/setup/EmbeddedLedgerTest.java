package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A pack in a host's context keeps its ledger in the home folder, under the context's name. */
class EmbeddedLedgerTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private final Path home = Path.of(System.getenv("WLCRO_HOME"));
    private final String name = "shop " + UUID.randomUUID();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("com.whitelabelcro.camel.ledger.jdbc");

    @BeforeEach
    void begin() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() throws IOException {
        logger.detachAppender(log);
        logger.setLevel(null);
        sandbox.close();
        for (String each : List.of("/1", "/2")) {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(ledger(name + each) + suffix));
            }
        }
    }

    private Path ledger(String context) {
        return home.resolve(context.replace(" ", "%20%").replace("/", "%2f%") + ".db");
    }

    private Object duplicate(String context) throws Exception {
        try (DefaultCamelContext host = new DefaultCamelContext()) {
            host.getCamelContextExtension().setName(context);
            WhiteLabelCro pack = new WhiteLabelCro(SettingsReader.read(Map.of(
                    "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.api-key", SandboxConfig.DEFAULT_KEY)));
            host.addRoutes(pack);
            host.start();
            assertThat(pack.ledger().place()).isEqualTo(ledger(context).toString());
            return host.createProducerTemplate().send("direct:wlcro-create-lead",
                    exchange -> exchange.getMessage().setBody(Records.known(1))).getMessage().getHeader("WlcroDuplicate");
        }
    }

    @Test
    void eachContextHasItsOwnLedgerKeepsItAndLogsItsCreationOnce() throws Exception {
        assertThat(duplicate(name + "/1")).isNull();
        assertThat(duplicate(name + "/1")).as("a restart finds the ledger").isEqualTo(true);
        assertThat(duplicate(name + "/2")).as("another context has another ledger").isNull();

        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(
                "Made a new ledger: " + ledger(name + "/1"), "Made a new ledger: " + ledger(name + "/2"));
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
    }
}
