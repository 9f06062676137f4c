package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.CsvFormat;
import com.whitelabelcro.camel.once.FailedRecords;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with the pack and a scenario in it, not started yet. */
final class ScenarioContext implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private WhiteLabelCro pack;
    private final Set<String> ours = new HashSet<>();

    void load(Configuration configuration, Path scenario) throws Exception {
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.getPropertiesComponent().setInitialProperties(configuration.others());
        context.getRegistry().bind(CsvFormat.NAME, new CsvFormat());
        pack = new WhiteLabelCro(configuration.settings(context));
        context.addRoutes(pack);
        all().forEach(each -> ours.add(each.getRouteId()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getCamelContextExtension().setErrorHandlerFactory(
                        defaultErrorHandler().logExhaustedMessageHistory(false).logStackTrace(false));
            }
        });
        PluginHelper.getRoutesLoader(context).loadRoutes(
                ResourceHelper.resolveMandatoryResource(context, "file:" + scenario));
    }

    private List<RouteDefinition> all() {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    CamelContext camel() {
        return context;
    }

    /** The routes of the scenario. */
    List<RouteDefinition> routes() {
        return all().stream().filter(each -> !ours.contains(each.getRouteId())).toList();
    }

    /** The names of the endpoints of the pack. */
    List<String> endpoints() {
        return Stream.concat(pack.actions().stream().map(each -> "wlcro-" + each.name()),
                Stream.of(WlcroEndpoints.DEAD_LETTER, WlcroEndpoints.REDRIVE).map(each -> each.replace("direct:", "")))
                .toList();
    }

    FailedRecords failed() {
        return pack.ledger().failed();
    }

    @Override
    public void close() {
        context.stop();
    }
}
