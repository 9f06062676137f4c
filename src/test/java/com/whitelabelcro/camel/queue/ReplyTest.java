package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the outcome of a record that was sent later is delivered to its reply target. */
class ReplyTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    private final List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();
    private final List<Object> bodies = new CopyOnWriteArrayList<>();
    private final Semaphore hanging = new Semaphore(0);
    private PackUnderTest pack;

    @BeforeEach
    void begin() throws Exception {
        pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.reply-to.crm", "direct:told", "wlcro.reply-to.dead", "direct:dead"), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").threads(1).process(exchange -> hanging.acquire());
                from("direct:told").process(exchange -> {
                    headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
                    bodies.add(exchange.getMessage().getBody());
                    if (headers.size() == 1) {
                        throw new IllegalStateException("not now");
                    }
                });
            }
        });
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private Exchange later(Map<String, Object> body, String replyTo, String keep) {
        return pack.call("create-lead", body, Map.of(WlcroHeaders.DELIVERY, "later", WlcroHeaders.REPLY_TO, replyTo,
                WlcroHeaders.KEEP, keep, "ticket", "T-1"));
    }

    @Test
    void theTargetIsCalledUntilItAcceptsTheAnswerWithTheStoredHeaders() {
        Exchange accepted = later(Records.known(1), "crm", "ticket, absent");

        await().until(() -> headers.size() == 2);
        assertThat(headers.get(1)).isEqualTo(headers.get(0)).containsEntry("ticket", "T-1").containsEntry(WlcroHeaders.STATUS, 200)
                .containsEntry(WlcroHeaders.ENTRY, accepted.getMessage().getHeader(WlcroHeaders.ENTRY));
        assertThat(bodies.get(1)).asInstanceOf(InstanceOfAssertFactories.MAP).containsKey("client_id");
    }

    @Test
    void aTargetThatHangsDoesNotDelayOthers() {
        headers.add(Map.of());
        for (int i = 0; i < 20; i++) {
            later(Records.known(100 + i), "dead", "");
        }
        await().until(() -> hanging.getQueueLength() > 0);
        later(Records.known(1), "crm", "ticket");

        await().until(() -> headers.size() == 2);
        hanging.release(100);
    }

    @Test
    void theReplyTargetGetsTheFailure() {
        sandbox.script(ScriptedAnswer.of(404, "{}"));
        headers.add(Map.of());
        later(Records.known(1), "crm", "ticket");

        await().until(() -> headers.size() == 2);
        assertThat(headers.get(1)).containsEntry(WlcroHeaders.REASON, "NotFound");
        assertThat(bodies.get(0)).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("status", 404);
    }

    @Test
    void unregisteredTargetsAndControlHeadersAreRefused() {
        assertThat(later(Records.known(1), "direct:anything", "").getException()).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("WlcroReplyTo names no target");
        assertThat(later(Records.known(1), "crm", "ticket,CamelHttpUri").getException()).isNull();
        assertThat(pack.call("create-lead", Records.known(1), Map.of(WlcroHeaders.DELIVERY, "later", WlcroHeaders.KEEP, "camelHttpUri",
                "camelHttpUri", "http://evil")).getException()).isInstanceOf(InvalidRequest.class);
    }
}
