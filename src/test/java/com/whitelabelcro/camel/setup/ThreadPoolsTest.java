package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Test;

/** The host's management shows the executors of the pack like those of Camel. */
class ThreadPoolsTest {

    /** Stands for JMX, which shows the thread pools that Camel announces. */
    private static final class Pools extends LifecycleStrategySupport {
        private final Map<ThreadPoolExecutor, String> shown = new ConcurrentHashMap<>();

        @Override
        public void onThreadPoolAdd(CamelContext context, ThreadPoolExecutor pool, String id, String source, String route,
                String profile) {
            shown.put(pool, id);
        }

        @Override
        public void onThreadPoolRemove(CamelContext context, ThreadPoolExecutor pool) {
            shown.remove(pool);
        }

        Set<String> ours() {
            return shown.values().stream().filter(each -> each.startsWith("wlcro-"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void theExecutorsAreShownWhileThePackRunsAndAfterARestart() throws Exception {
        Pools pools = new Pools();
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of(),
                        context -> context.addLifecycleStrategy(pools))) {
            assertThat(pools.ours()).containsExactlyInAnyOrder("wlcro-timer", "wlcro-worker");
            pack.context().stop();
            assertThat(pools.ours()).isEmpty();
            pack.context().start();
            assertThat(pools.ours()).containsExactlyInAnyOrder("wlcro-timer", "wlcro-worker");
            assertThat(pack.context().createProducerTemplate().send("direct:wlcro-create-lead",
                    exchange -> exchange.getMessage().setBody(Records.lead(1))).getException()).isNull();
        }
    }
}
