package com.whitelabelcro.camel.app.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WireTapDefinition;

/**
 * Waits for what goes on by itself after an input has been answered, such as a wire tap. A scenario in which nothing can
 * is not waited for.
 */
final class Quiet {

    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE = 20;

    private final CamelContext context;

    Quiet(CamelContext context) {
        this.context = context;
    }

    /** Looks until nothing is unmet any more and nothing is under way, and at most ten seconds. */
    List<Mismatch> await(Supplier<List<Mismatch>> look) throws InterruptedException {
        long begin = System.nanoTime();
        boolean patient = Wiring.routes(context).stream().anyMatch(Quiet::goesOnByItself);
        boolean quiet = isQuiet();
        List<Mismatch> unmet = look.get();
        while (patient && System.nanoTime() - begin < LONGEST && !(quiet && unmet.isEmpty())) {
            // Twice in a row, for between a queue and a route a message is nowhere.
            boolean before = isQuiet();
            pause();
            unmet = look.get();
            quiet = before && isQuiet();
        }
        return unmet;
    }

    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await(PAUSE, TimeUnit.MILLISECONDS);
    }

    private boolean isQuiet() {
        return context.getInflightRepository().size() == 0
                && context.getEndpoints().stream().allMatch(Quiet::isEmpty);
    }

    private static boolean isEmpty(Endpoint endpoint) {
        return !(endpoint instanceof SedaEndpoint seda) || seda.getCurrentQueueSize() == 0;
    }

    private static boolean goesOnByItself(RouteDefinition route) {
        return goOnByThemselves(route.getOutputs());
    }

    private static boolean goOnByThemselves(List<ProcessorDefinition<?>> steps) {
        return steps.stream().anyMatch(step -> step instanceof WireTapDefinition || step instanceof AggregateDefinition
                || step instanceof OnCompletionDefinition
                || step instanceof ToDefinition to && String.valueOf(to.getEndpointUri()).startsWith("seda:")
                || goOnByThemselves(step.getOutputs()));
    }
}
