package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.contract.Contract;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.debugger.DefaultDebugger;
import org.apache.camel.impl.engine.DefaultMessageHistoryFactory;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.BreakpointSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route and every step of the pack is executed when each action is called in five ways: it succeeds, it is not
 * valid, it gets a 503 first, it fails, and it gets no answer; when a record is given up; when a Kamelet's form is
 * filled in; and when HTTP is served. A new route or step that no call executes fails this test.
 */
class RouteCoverageTest {

    private static final Map<String, Object> ANN = Map.of(
            "first_name", "Ann", "last_name", "Lee", "email", "ann@example.com", "text", "Called back");

    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private Sandbox sandbox;
    private PackUnderTest pack;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        pack = PackUnderTest.on(sandbox, new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                DefaultDebugger debugger = new DefaultDebugger(getContext());
                debugger.addBreakpoint(new Passing());
                getContext().setMessageHistoryFactory(new DefaultMessageHistoryFactory());
                getContext().setDebugging(true);
                getContext().setDebugger(debugger);
            }
        });
    }

    private final class Passing extends BreakpointSupport {
        @Override
        public void beforeProcess(Exchange exchange, Processor processor, NamedNode node) {
            passed.add(node.getId());
            passed.add(node.getParentId() == null ? "" : node.getParentId());
            passed.add(exchange.getFromRouteId());
        }
    }

    @AfterEach
    void stop() {
        pack.close();
        sandbox.close();
    }

    @Test
    void everyRouteAndEveryStepIsExecuted() {
        Map<String, Object> ids = Map.of(
                "lead", made("create-lead").get("client_id"),
                "client", made("create-client").get("client_id"),
                "affiliate", made("create-affiliate").get("employee_id"));
        passed.clear();
        for (Contract contract : Contract.all()) {
            callInFiveWays(contract.name(), body(contract, ids));
        }
        pack.template().send("direct:wlcro-dead-letter", exchange -> {
            exchange.getMessage().setHeader(WlcroHeaders.ACTION, "create-lead");
            exchange.getMessage().setBody(ANN);
        });
        pack.template().requestBody(WlcroEndpoints.REDRIVE, (Object) null);
        pack.template().send(WlcroEndpoints.LATER, exchange -> {});
        pack.template().requestBody(WlcroEndpoints.READ, "{}");
        pack.template().requestBody(WlcroEndpoints.HTTP_ERROR, (Object) null);
        pack.template().send("kamelet:wlcro-create-lead-action?city=Bern", exchange -> {});
        for (String step : List.of("read", "accept", "answer", "status", "openapi")) {
            pack.template().send("direct:wlcro-gateway-" + step, exchange -> {});
        }
        Set<String> steps = new TreeSet<>();
        routes().forEach(route -> {
            steps.add(route.getRouteId());
            route.getOutputs().forEach(each -> collect(each, steps));
        });
        assertThat(steps).as("the steps of routes in YAML and in Java").contains("wlcro-create-lead-write", "wlcro-attempt-http")
                .allMatch(id -> id.startsWith("wlcro-"), "is named by us");
        steps.removeAll(passed);
        assertThat(steps).as("routes and steps that no call has executed").isEmpty();
    }

    private Map<?, ?> made(String action) {
        Map<String, Object> body = new HashMap<>(ANN);
        body.remove("text");
        return pack.call(action, body).getMessage().getBody(Map.class);
    }

    private static Map<String, Object> body(Contract contract, Map<String, Object> ids) {
        boolean lead = contract.request().contains("/leads");
        Map<String, Object> body = new HashMap<>(ANN);
        body.put("client_id", ids.get(lead ? "lead" : "client"));
        body.put("new_status_id", lead ? 10 : 42);
        body.put("employee_id", ids.get("affiliate"));
        // The name is available both for the changed record and for a new one.
        body.keySet().removeIf(field -> !contract.needed().contains(field)
                && !(contract.optional().contains(field) && contract.request().startsWith("PATCH")));
        return body;
    }

    private void callInFiveWays(String action, Map<String, Object> body) {
        succeeds(action, body);
        fails(InvalidRequest.class, action, Map.of("frist_name", "Ann"));
        sandbox.script(ScriptedAnswer.fault(Fault.STATUS_503));
        succeeds(action, body);
        sandbox.script(ScriptedAnswer.of(404, "{}"));
        fails(NotFound.class, action, body);
        sandbox.script(ScriptedAnswer.fault(Fault.RESET_BEFORE));
        pack.call(action, body);
    }

    private void succeeds(String action, Map<String, Object> body) {
        assertThat(pack.call(action, body).getException()).as(action).isNull();
    }

    private void fails(Class<? extends WlcroException> type, String action, Map<String, Object> body) {
        assertThat(pack.call(action, body).getException()).as(action).isInstanceOf(type);
    }

    private List<RouteDefinition> routes() {
        return pack.context().getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .filter(each -> each.isKamelet() == null).toList();
    }

    private static void collect(ProcessorDefinition<?> step, Set<String> steps) {
        steps.add(step.getId());
        step.getOutputs().forEach(each -> collect(each, steps));
    }
}
