package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.WlcroException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each failure that no scenario handles in one line: the route and step where it occurred, and what it is. */
final class ScenarioFailures extends SimpleEventNotifierSupport implements InterceptStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(ScenarioFailures.class);

    private static final int MOST_CAUSES = 20;

    private final Predicate<String> isScenario;
    private final boolean showCauses;
    /** The step in which a failure occurred. The innermost step sees it first. */
    private final Map<Throwable, NamedNode> steps = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<Throwable> reported = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * @param isScenario whether the route with this id belongs to a scenario
     * @param showCauses whether messages of other libraries are shown, masked
     */
    ScenarioFailures(Predicate<String> isScenario, boolean showCauses) {
        this.isScenario = isScenario;
        this.showCauses = showCauses;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeFailedEvents(false);
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        boolean known = route != null && !Boolean.TRUE.equals(route.isKamelet()) && isScenario.test(route.getRouteId());
        return known ? new Step(target, step) : target;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeFailedEvent failed && isScenario.test(failed.getExchange().getFromRouteId())) {
            Exchange exchange = failed.getExchange();
            List<Throwable> chain = chain(exchange.getException());
            NamedNode step = chain.stream().map(steps::get).filter(Objects::nonNull).reduce(null, (outer, inner) -> inner);
            Optional<WlcroException> ours = chain.stream().filter(WlcroException.class::isInstance)
                    .map(WlcroException.class::cast).findFirst();
            // Without a step it is a copy made by the pack; the step that called the pack is reported next.
            boolean isCopy = step == null && ours.isPresent();
            // A failure that a split passes on has been reported for the part that failed.
            if (!isCopy && chain.stream().noneMatch(reported::contains)) {
                reported.addAll(chain);
                LOG.error("{}: {}", step == null ? "route " + exchange.getFromRouteId() : ScenarioPlace.of(step),
                        showCauses ? RedactedFailure.of(exchange.getException(), exchange)
                                : ours.map(each -> each.getError() + ": " + each.getMessage()).orElseGet(() -> nameOf(chain)));
            }
        }
    }

    private static List<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES).toList();
    }

    /** The messages of other libraries may quote the record. */
    private static String nameOf(List<Throwable> chain) {
        return chain.get(chain.size() - 1).getClass().getName() + " (its message may contain data and is left out; --show-cause shows it)";
    }

    private final class Step extends DelegateAsyncProcessor {

        private final NamedNode step;

        Step(Processor target, NamedNode step) {
            super(target);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return super.process(exchange, doneSync -> {
                if (exchange.getException() != null) {
                    steps.putIfAbsent(exchange.getException(), step);
                }
                callback.done(doneSync);
            });
        }
    }
}
