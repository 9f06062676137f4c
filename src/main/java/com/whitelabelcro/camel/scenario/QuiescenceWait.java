package com.whitelabelcro.camel.scenario;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Waits until no exchange is in flight, as Camel does before it stops, and until the ledger's queue is empty. It looks again
 * whenever an exchange begins or ends and whenever a queued record has ended.
 */
final class QuiescenceWait extends SimpleEventNotifierSupport implements RecordQueue.Listener {

    /**
     * How long the scenario must be at rest, nanoseconds: while a message passes from a queue of Camel to its route, it is counted
     * in neither for a moment, and nothing tells of that moment.
     */
    private static final long SETTLED = TimeUnit.MILLISECONDS.toNanos(30);
    /** It looks at least this often, nanoseconds: a component of the user may hold messages without reporting it. */
    private static final long LOOKS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Semaphore changes = new Semaphore(0);
    private final ScenarioContext scenario;
    private final CamelContext context;
    private final boolean holdsBack;
    private final Duration patience;
    /** How many exchanges kill points have stopped for good; too many while others, which rest for a moment, are taken for such. */
    private int dead;

    /** @param patience the maximum waiting time */
    QuiescenceWait(ScenarioContext scenario, Duration patience) {
        this.scenario = scenario;
        this.context = scenario.camel();
        this.patience = patience;
        this.holdsBack = scenario.routes().stream().anyMatch(route -> ProcessorDefinitionHelper
                .filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class).stream()
                .anyMatch(step -> step instanceof AggregateDefinition || step instanceof ResequenceDefinition));
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeCreatedEvent(false);
        setIgnoreExchangeCompletedEvent(false);
        setIgnoreExchangeFailedEvents(false);
        ServiceHelper.startService(this);
        context.getManagementStrategy().addEventNotifier(this);
        scenario.queue().listen(this);
    }

    @Override
    public void notify(CamelEvent event) {
        changes.release();
    }

    @Override
    public void ended(EntryId entry) {
        changes.release();
    }

    /** Returns the remaining differences as soon as nothing is in flight that could change them, or when the time is over. */
    List<Difference> await(Supplier<List<Difference>> look) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean settled = settle(end, this::isAtRest);
            boolean over = System.nanoTime() - end > 0;
            List<Difference> differences = look.get();
            if (differences.isEmpty() && !settled) {
                return List.of(unfinished());
            } else if (differences.isEmpty() || over || !holdsBack && dead == 0) {
                return differences;
            }
            awaitChange(Math.min(LOOKS, end - System.nanoTime()));
        }
    }

    /** What kill points have stopped never ends, so that there are never more of them than exchanges in flight. */
    private boolean isAtRest() {
        int underWay = underWay();
        dead = Math.min(dead, underWay);
        return underWay == dead && scenario.queued() == 0;
    }

    /** Waits until only exchanges are in flight that kill points have stopped; these never end and are not waited for again. */
    void leaveDead() {
        settle(System.nanoTime() + patience.toNanos(), () -> {
            int before = dead;
            dead = underWay();
            return dead == before;
        });
    }

    /** Waits until a condition has been true at each look for long enough, or the time is over; returns whether it is true. */
    private boolean settle(long end, BooleanSupplier isAtRest) {
        boolean wasAtRest = false;
        long since = 0;
        while (true) {
            boolean atRest = isAtRest.getAsBoolean();
            long now = System.nanoTime();
            since = atRest && wasAtRest ? since : now;
            wasAtRest = atRest;
            if (now - since >= SETTLED && atRest || now - end > 0) {
                return atRest;
            }
            awaitChange(Math.min(atRest ? SETTLED : LOOKS, end - now));
        }
    }

    private void awaitChange(long nanos) {
        try {
            if (changes.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                changes.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the scenario was under way", e);
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
