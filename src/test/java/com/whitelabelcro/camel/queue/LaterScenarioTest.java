package com.whitelabelcro.camel.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scenario of several steps that is called later, and again after a failure. */
class LaterScenarioTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private PackUnderTest pack;

    @BeforeEach
    void begin() throws Exception {
        pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.retry.max-attempts", "2"), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:form").routeId("form-to-lead").routeGroup("wlcro-then").errorHandler(noErrorHandler())
                        .process(exchange -> seen.add(exchange.getMessage().getHeader("source")))
                        .to("direct:wlcro-create-lead")
                        .process(exchange -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("the second step fails");
                            }
                            exchange.getMessage().setBody(Map.of("client_id",
                                    exchange.getMessage().getBody(Map.class).get("client_id"), "text", "from a form"));
                        })
                        .to("direct:wlcro-add-client-note");
                from("direct:inner").routeId("not-to-be-called").to("direct:wlcro-read");
            }
        });
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private Exchange later(String route) {
        return pack.template().send("direct:wlcro-later", exchange -> {
            exchange.getMessage().setBody(Records.lead(1));
            exchange.getMessage().setHeaders(new HashMap<>(Map.of(WlcroHeaders.THEN, route,
                    WlcroHeaders.KEEP, "source", "source", "web", "other", "x")));
        });
    }

    private EntryState state(Exchange accepted) throws Exception {
        EntryId entry = EntryId.parse(accepted.getMessage().getHeader(WlcroHeaders.ENTRY, String.class)).orElseThrow();
        return pack.pack().ledger().queue().status(entry, Optional.empty()).toCompletableFuture().get().orElseThrow().state();
    }

    @Test
    void itIsAnsweredAtOnceAndARepeatAfterAFailureDuplicatesNothing() {
        failures.set(1);
        Exchange accepted = later("form-to-lead");

        assertThat(PackUnderTest.answer(accepted)).containsEntry("queued", 1L)
                .containsEntry("entry", accepted.getMessage().getHeader(WlcroHeaders.ENTRY));
        await().until(() -> state(accepted) == EntryState.DONE);
        assertThat(seen).containsExactly("web", "web");
        assertThat(sandbox.records()).hasSize(1).allSatisfy(lead -> assertThat(lead.notes()).hasSize(1));
    }

    @Test
    void itFinallyBecomesAFailedRecordWhoseRedriveCompletesAllSteps() {
        failures.set(2);
        Exchange accepted = later("form-to-lead");
        await().until(() -> state(accepted) == EntryState.FAILED);
        assertThat(sandbox.records()).hasSize(1).allSatisfy(lead -> assertThat(lead.notes()).isEmpty());

        pack.template().requestBody("direct:wlcro-redrive", "");
        await().until(() -> state(accepted) == EntryState.DONE);
        assertThat(seen).hasSize(3);
        assertThat(sandbox.records()).hasSize(1).allSatisfy(lead -> assertThat(lead.notes()).hasSize(1));
    }

    @Test
    void onlyARouteInTheGroupForLaterScenariosMayBeNamed() {
        assertThat(later("not-to-be-called").getException()).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("group wlcro-then");
        assertThat(later("form-to-leed").getException()).hasMessageContaining("did you mean form-to-lead?");
    }
}
