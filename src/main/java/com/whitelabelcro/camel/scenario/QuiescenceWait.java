package com.whitelabelcro.camel.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/** Waits until no exchange is in flight, as Camel does before it stops, and until the ledger's queue is empty. */
final class QuiescenceWait {

    private static final Executor SOON = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
    /** While a message passes from a queue to its route, it is counted in neither for a moment. */
    private static final int LOOKS = 3;

    private final ScenarioContext scenario;
    private final CamelContext context;
    private final boolean holdsBack;
    private final Duration patience;
    /** How many exchanges kill points have stopped for good. */
    private int dead;

    /** @param patience the maximum waiting time */
    QuiescenceWait(ScenarioContext scenario, Duration patience) {
        this.scenario = scenario;
        this.context = scenario.camel();
        this.patience = patience;
        this.holdsBack = scenario.routes().stream().anyMatch(route -> ProcessorDefinitionHelper
                .filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class).stream()
                .anyMatch(step -> step instanceof AggregateDefinition || step instanceof ResequenceDefinition));
    }

    /** Returns the remaining differences as soon as nothing is in flight that could change them, or when the time is over. */
    List<Difference> await(Supplier<List<Difference>> look) {
        long end = System.nanoTime() + patience.toNanos();
        int calm = 0;
        while (true) {
            boolean over = System.nanoTime() - end > 0;
            calm = underWay() == dead && scenario.queued() == 0 ? calm + 1 : 0;
            if (calm >= LOOKS || over) {
                List<Difference> differences = look.get();
                if (differences.isEmpty() && calm == 0) {
                    return List.of(unfinished());
                } else if (differences.isEmpty() || over || !holdsBack) {
                    return differences;
                }
            }
            CompletableFuture.runAsync(() -> {}, SOON).join();
        }
    }

    /** Waits until only exchanges are in flight that kill points have stopped; these never end and are not waited for again. */
    void leaveDead() {
        long end = System.nanoTime() + patience.toNanos();
        int calm = 0;
        while (calm < LOOKS && System.nanoTime() - end < 0) {
            int now = underWay();
            calm = now == dead ? calm + 1 : 0;
            dead = now;
            CompletableFuture.runAsync(() -> {}, SOON).join();
        }
    }

    private Difference unfinished() {
        return new Difference("the scenario", "an end within " + patience.toSeconds() + " s",
                underWay() == dead ? scenario.queued() + " in the queue" : "still under way in " + routesAtWork());
    }

    private String routesAtWork() {
        return context.getRoutes().stream().map(Route::getId)
                .filter(each -> context.getInflightRepository().size(each) > 0).collect(Collectors.joining(", "));
    }

    private int underWay() {
        int count = context.getInflightRepository().size();
        for (RouteStartupOrder route : context.getCamelContextExtension().getRouteStartupOrder()) {
            for (Service service : route.getServices()) {
                for (Service child : ServiceHelper.getChildServices(service)) {
                    count += child instanceof ShutdownAware busy ? busy.getPendingExchangesSize() : 0;
                }
            }
        }
        return count;
    }
}
