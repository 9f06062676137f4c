package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A host's configuration for all routes of its context does not affect the routes of the pack (row 61 of the list of faults). */
class HostTest {

    private static final Map<String, Object> ANN =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    private void note(String what, Exchange exchange) {
        seen.add(what + " in " + exchange.getFromRouteId());
    }

    /** Everything that a host can configure for all its routes. */
    private RoutesBuilder forAllRoutes() {
        return new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration()
                        .onException(Exception.class).handled(true).process(each -> note("onException", each)).end();
                routeConfiguration().intercept().process(each -> note("intercept", each));
                routeConfiguration().interceptFrom().process(each -> note("interceptFrom", each));
                routeConfiguration().interceptSendToEndpoint("http*").skipSendToOriginalEndpoint()
                        .process(each -> note("interceptSend", each));
                routeConfiguration().onCompletion().process(each -> note("onCompletion", each));
            }
        };
    }

    private RoutesBuilder host() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().setTracing(true);
                getContext().setMessageHistory(true);
                getContext().setStreamCaching(true);
                errorHandler(deadLetterChannel("direct:host-dead"));
                from("direct:host-dead").routeId("host-dead").process(each -> note("dead", each));
                from("direct:host").routeId("host").to("direct:wlcro-create-lead");
            }
        };
    }

    @Test
    void globalConfigurationsOfTheHostDoNotReachTheRoutesOfThePack() throws Exception {
        try (PackUnderTest pack = PackUnderTest.on(sandbox, forAllRoutes(), host())) {
            sandbox.script(ScriptedAnswer.fault(Fault.STATUS_503));
            assertThat(pack.call("create-lead", ANN).getException()).isNull();
            sandbox.script(ScriptedAnswer.of(404, "{}"));
            assertThat(pack.call("create-lead", ANN).getException()).isInstanceOf(NotFound.class);
            assertThat(seen).filteredOn(each -> each.contains(" in wlcro-")).isEmpty();
            assertThat(sandbox.stats().created()).isOne();
        }
    }

    @Test
    void theSameAppliesIfTheContextIsAlreadyRunning() throws Exception {
        try (HostFirst context = new HostFirst(sandbox, forAllRoutes(), host())) {
            sandbox.script(ScriptedAnswer.of(404, "{}"));
            assertThat(context.call("direct:wlcro-create-lead", ANN).getException()).isInstanceOf(NotFound.class);
            assertThat(context.call("direct:wlcro-create-lead", ANN).getException()).isNull();
            assertThat(seen).filteredOn(each -> each.contains(" in wlcro-")).isEmpty();
        }
    }

    @Test
    void theHostsErrorHandlingAppliesToItsOwnRoutes() throws Exception {
        try (PackUnderTest pack = PackUnderTest.on(sandbox, host())) {
            sandbox.script(ScriptedAnswer.of(404, "{}"));
            Exchange exchange = pack.template().send("direct:host", each -> each.getMessage().setBody(ANN));
            assertThat(exchange.getException()).isNull();
            assertThat(seen).containsExactly("dead in host");
        }
    }

    @Test
    void theHostsHttpComponentIsNotChanged() throws Exception {
        try (PackUnderTest pack = PackUnderTest.on(sandbox)) {
            HttpComponent own = pack.context().getComponent("http", HttpComponent.class);
            assertThat(own.isFollowRedirects()).isEqualTo(new HttpComponent().isFollowRedirects());
            assertThat(own.isAutomaticRetriesDisabled()).isEqualTo(new HttpComponent().isAutomaticRetriesDisabled());
            assertThat(own.getHttpClientConfigurer()).isNull();
        }
    }
}
