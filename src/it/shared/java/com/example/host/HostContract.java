package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests that every application with the pack must pass, however it starts Camel. */
abstract class HostContract {

    static final Map<String, Object> ANN =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    /** A running application. */
    record Host(CamelContext context, AutoCloseable end) implements AutoCloseable {
        Object call(String endpoint, Object body) {
            return context.createProducerTemplate().requestBody(endpoint, body);
        }

        @Override
        public void close() throws Exception {
            end.close();
        }
    }

    /** Starts the application with these properties on top of its own. */
    abstract Host start(Map<String, String> properties) throws Exception;

    /** Starts the same application without the pack. */
    abstract Host startWithoutThePack() throws Exception;

    @Test
    void itsOwnRouteCallsAnAction() throws Exception {
        try (Host host = start(API.properties())) {
            assertThat(host.call("direct:create-lead", ANN)).asInstanceOf(MAP).containsEntry("status", "Lead - New");
            assertThat(API.records()).singleElement().satisfies(
                    each -> assertThat(each.fields()).containsEntry("first_name", "Ann"));
        }
    }

    @Test
    void itsOwnErrorHandlingGetsOurFailures() throws Exception {
        try (Host host = start(API.properties())) {
            API.script(ScriptedAnswer.of(404, "{}"));
            assertThat(host.call("direct:create-lead", ANN)).isEqualTo("stored");
        }
    }

    @Test
    void whatIsItsOwnIsAsWithoutThePack() throws Exception {
        try (Host without = startWithoutThePack(); Host with = start(API.properties())) {
            Map<String, String> before = Surroundings.of(without.context());
            assertThat(before).containsEntry("greeting", "hello").containsEntry("http.followRedirects", "true")
                    .satisfies(each -> assertThat(each.get("threads")).startsWith("7 9 "));
            assertThat(Surroundings.of(with.context())).isEqualTo(before);
        }
    }

    @Test
    void allThatIsNewHasANameOfOurs() throws Exception {
        try (Host without = startWithoutThePack(); Host with = start(API.properties())) {
            with.call("direct:create-lead", ANN);
            Set<String> added = names(with.context());
            added.removeAll(names(without.context()));
            assertThat(added).contains("wlcro-create-lead", "wlcro-update-affiliate")
                    .allMatch(each -> each.startsWith("wlcro-"));
            assertThat(with.context().getRegistry().lookupByName("ledger")).isEqualTo("the host's own");
        }
    }

    @Test
    void aStopLosesNothing(@TempDir Path directory) throws Exception {
        WlcroSandbox slow = new WlcroSandbox(Stopping.SLOW);
        Map<String, String> properties = Stopping.properties(slow, directory);
        Host host = start(properties);
        Stopping.losesNothing(host.context(), host, slow, properties);
        slow.sandbox().close();
    }

    @Test
    void withoutAKeyItDoesNotStartAndSaysSoInOneLine() {
        Throwable thrown = catchThrowable(() -> start(Map.of("wlcro.ledger.url", "jdbc:sqlite::memory:")).close());
        assertThat(Stream.iterate(thrown, each -> each != null, Throwable::getCause))
                .filteredOn(ConfigurationException.class::isInstance).singleElement()
                .satisfies(each -> assertThat(each).hasMessageMatching("No API key: set .+ WLCRO_API_KEY .+"));
    }

    /** The ids of the routes and the names of the components. */
    private static Set<String> names(CamelContext context) {
        return Stream.of(context.getRoutes().stream().map(Route::getId), context.getComponentNames().stream())
                .flatMap(each -> each).collect(Collectors.toCollection(TreeSet::new));
    }
}
