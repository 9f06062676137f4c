package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.system.PackThreads;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A host whose own routes prevent the start of its context, in a process that continues: Camel then stops nothing in it. */
class FailedStartTest {

    @Test
    void everythingIsReleasedIfTheHostFailsToStart() throws Exception {
        WhiteLabelCro pack = new WhiteLabelCro(SettingsReader.read(Map.of(
                "wlcro.api-key", "wlcro_fake_1", "wlcro.base-url", "http://127.0.0.1:9", "wlcro.ledger.url", "jdbc:sqlite::memory:")));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(pack);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:theirs").to("{{nobody.said}}");
                }
            });
            assertThatThrownBy(context::start).hasMessageContaining("nobody.said");
        }
        assertThat(PackThreads.ours()).as("threads that Camel leaves running").isNotEmpty();

        pack.release();

        await().untilAsserted(() -> assertThat(PackThreads.ours()).isEmpty());
    }
}
