package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A host's configuration for all routes applies to the route that calls a Kamelet, and not to the one that Camel creates from the
 * Kamelet: there it would see each record again, or handle a failure before its caller does.
 */
class HostConfigurationTest {

    private static final Map<String, Object> ANN = Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");
    private static final String FORM = "kamelet:wlcro-create-lead-action?first_name=${body[first_name]}&last_name=Lee&email=${body[email]}";

    private static final String IN_YAML = """
            - routeConfiguration:
                errorHandler:
                  deadLetterChannel:
                    deadLetterUri: direct:host-dead
                intercept:
                  - intercept:
                      steps:
                        - process: {ref: intercept}
                interceptFrom:
                  - interceptFrom:
                      steps:
                        - process: {ref: interceptFrom}
                onException:
                  - onException:
                      exception: [java.lang.Exception]
                      handled:
                        constant: {expression: "true"}
                      steps:
                        - process: {ref: onException}
                onCompletion:
                  - onCompletion:
                      steps:
                        - process: {ref: onCompletion}
            """;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Sandbox sandbox;

    /** What is added to the context first, and when the context starts. */
    enum Order {
        PACK_FIRST, HOST_FIRST, PACK_INTO_A_RUNNING_HOST, CAMEL_MAIN
    }

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void aConfigurationForAllRoutesInJavaReachesTheCallerOnly(Order order) throws Exception {
        configurationReachesTheCallerOnly(order, inJava(null), null);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void aConfigurationForAllRoutesInYamlReachesTheCallerOnly(Order order) throws Exception {
        configurationReachesTheCallerOnly(order, inYaml(), null);
    }

    /** Camel applies the configuration that the calling route names to the route of the Kamelet, too. */
    @ParameterizedTest
    @EnumSource(value = Order.class, names = {"PACK_FIRST", "HOST_FIRST"})
    void aConfigurationThatTheCallerNamesReachesTheCallerOnly(Order order) throws Exception {
        configurationReachesTheCallerOnly(order, inJava("theirs"), "theirs");
    }

    private void configurationReachesTheCallerOnly(Order order, RoutesBuilder configuration, String named) throws Exception {
        run(order, configuration, caller(named), context -> {
            assertThat(send(context).getException()).isNull();
            sandbox.script(ScriptedAnswer.of(404, "{}"));
            Exchange failed = send(context);

            assertThat(failed.getException()).isNull();
            assertThat(failed.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(NotFound.class);
            // It also intercepts its own steps, which are in no route.
            assertThat(seen).filteredOn(each -> !each.equals("intercept in null")).containsExactly("interceptFrom in caller", "intercept in caller", "onCompletion",
                    "interceptFrom in caller", "intercept in caller", "onException in caller", "onCompletion");
            assertThat(kamelets(context)).hasSize(1).allSatisfy(route -> {
                assertThat(route.getAppliedRouteConfigurationIds()).isNullOrEmpty();
                assertThat(route.getTrace()).isEqualTo("false");
                assertThat(route.getMessageHistory()).isEqualTo("false");
            });
        });
    }

    private static List<RouteDefinition> kamelets(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .filter(each -> Boolean.TRUE.equals(each.isKamelet())).toList();
    }

    private static Exchange send(CamelContext context) {
        return context.createProducerTemplate().send("direct:caller", each -> each.getMessage().setBody(ANN));
    }

    private interface Check {
        void of(CamelContext context) throws Exception;
    }

    private void run(Order order, RoutesBuilder configuration, RoutesBuilder caller, Check check) throws Exception {
        WhiteLabelCro pack = new WhiteLabelCro(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY, LedgerConfig.URL, LedgerConfig.MEMORY_URL)));
        if (order == Order.CAMEL_MAIN) {
            Main main = new Main();
            main.configure().addRoutesBuilder(notes());
            main.configure().addRoutesBuilder(configuration);
            main.configure().addRoutesBuilder(caller);
            main.configure().addRoutesBuilder(pack);
            main.start();
            try {
                check.of(main.getCamelContext());
            } finally {
                main.stop();
                main.getCamelContext().stop();
            }
            return;
        }
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(notes());
            if (order == Order.PACK_INTO_A_RUNNING_HOST) {
                context.start();
            }
            for (RoutesBuilder each : order == Order.PACK_FIRST ? List.of(pack, configuration, caller)
                    : order == Order.HOST_FIRST ? List.of(configuration, caller, pack) : List.of(configuration, pack, caller)) {
                context.addRoutes(each);
            }
            context.start();
            check.of(context);
        }
    }

    private static RoutesBuilder caller(String configuration) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                var caller = from("direct:caller").routeId("caller");
                if (configuration != null) {
                    caller.routeConfigurationId(configuration);
                }
                caller.to(FORM);
            }
        };
    }

    private static RoutesBuilder inYaml() {
        return new RouteConfigurationBuilder() {
            @Override
            public void configuration() throws Exception {
                PluginHelper.getRoutesLoader(getContext()).loadRoutes(ResourceHelper.fromString("host.camel.yaml", IN_YAML));
            }
        };
    }

    private static RoutesBuilder inJava(String id) {
        return new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                RouteConfigurationDefinition all = id == null ? routeConfiguration() : routeConfiguration(id);
                all.onException(Exception.class).handled(true).process("onException");
                all.intercept().process("intercept");
                all.interceptFrom().process("interceptFrom");
                all.onCompletion().process("onCompletion");
            }
        };
    }

    /** The processors that the configurations name. */
    private RoutesBuilder notes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                bind("onException", exchange -> note("onException in " + exchange.getUnitOfWork().getRoute().getRouteId()));
                bind("intercept", exchange -> note("intercept in " + intercepted(exchange)));
                bind("interceptFrom", exchange -> note("interceptFrom in " + intercepted(exchange)));
                bind("onCompletion", exchange -> note("onCompletion"));
                from("direct:host-dead").routeId("host-dead").routeConfigurationId("none").process(exchange -> note("dead"));
            }

            private void bind(String name, Processor processor) {
                getContext().getRegistry().bind(name, processor);
            }
        };
    }

    private static Object intercepted(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.INTERCEPTED_ROUTE_ID);
    }

    private void note(String what) {
        seen.add(what);
    }
}
