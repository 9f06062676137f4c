package com.whitelabelcro.camel.pipeline;

import static com.whitelabelcro.camel.support.PackRoutes.packRoute;

import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.caller.QueuedAnswer;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.RecordTracer;
import com.whitelabelcro.camel.http.PackHttpComponent;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.request.BodyReader;
import com.whitelabelcro.camel.support.BlockingThreads;
import com.whitelabelcro.camel.support.SafeProcessor;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The routes that every record passes, the same for all actions. Each route calls the next one; the numbers are those of the
 * package page:
 *
 * <ol>
 *   <li>{@code wlcro-write} (1, 13) isolates the record from its caller. Everything after it works on a copy of the exchange.
 *   <li>{@code wlcro-record} (2 to 5, 12) checks the record, asks the ledger whether to send it, and stores how it ended.
 *   <li>{@code wlcro-retry} (6) repeats an attempt if {@link ClassifyProcessor} decided so.
 *   <li>{@code wlcro-attempt} (7 to 11) waits for a permit, sends one request, and classifies the answer.
 * </ol>
 *
 * <p>Each route sets its own error handling and is excluded from tracing and message history. The settings of a host
 * therefore change nothing here, and no record appears in a host's logs. The first one lets Camel cache a body
 * that is a stream, so that the others need not look for one before each of their steps.
 */
public final class WriteRoutes extends RouteBuilder {

    private final Settings settings;
    private final AccountResolver accounts;
    private final ActionRegistry actions;
    private final Ledger ledger;
    private final PermitProcessor permits;
    private final Executor workers;
    private final BlockingThreads threads;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final EventPublisher events;
    private final RecordTracer tracer;
    private final LedgerCompleteProcessor complete;

    /**
     * @param workers run records that waited for the ledger or for a permit, and records that the ledger has rejected
     * @param threads know which threads may block
     * @param timer for Camel's error handler and Throttler, which would create pools of their own otherwise. The Throttler runs its
     *     housekeeping there; no record runs on it, since neither of the two delays one
     * @param clock monotonic clock, in nanoseconds
     * @param random source of jitter; must be thread-safe
     * @param events receive attempts and the ends of records
     * @param tracer shows records and attempts as spans
     */
    public WriteRoutes(Settings settings, AccountResolver accounts, ActionRegistry actions, Ledger ledger,
            PermitProcessor permits, Executor workers, BlockingThreads threads, ScheduledExecutorService timer, LongSupplier clock,
            RandomGenerator random, EventPublisher events, RecordTracer tracer) {
        this.settings = settings;
        this.accounts = accounts;
        this.actions = actions;
        this.ledger = ledger;
        this.permits = permits;
        this.workers = workers;
        this.threads = threads;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.events = events;
        this.tracer = tracer;
        this.complete = new LedgerCompleteProcessor(ledger);
    }

    @Override
    public void configure() {
        writeRoute();
        recordRoute();
        retryRoute();
        attemptRoute();
    }

    /** Works on a copy of the exchange; only a result or an exception of its own returns to the caller. */
    private void writeRoute() {
        packRoute(this, "wlcro-write")
                .process(new CallerIsolationProcessor(getContext(), settings, "direct:wlcro-record", complete, clock,
                        events, tracer, threads))
                        .id("wlcro-write-isolate");
    }

    /**
     * Sends a new record and stores how it ended before its caller continues. A duplicate and a record that is sent later have
     * their answer after the second step and skip the rest. The Idempotent Consumer shows that decision in the route, where Camel's users
     * expect it; {@link LedgerRepository} says why it does not make it.
     */
    private void recordRoute() {
        packRoute(this, "wlcro-record").streamCache(false)
                .process(new PrepareProcessor(settings, accounts, actions, Runtime.getRuntime().maxMemory())).id("wlcro-record-prepare")
                .process(new LedgerBeginProcessor(ledger, permits, workers, threads,
                        new QueuedAnswer(permits::state, settings.period()))).id("wlcro-record-begin")
                .idempotentConsumer(context(each -> each.entry().toString()), new LedgerRepository())
                    .skipDuplicate(true).removeOnFailure(false).completionEager(true).id("wlcro-record-idempotent")
                    .doTry().id("wlcro-record-try")
                        .marshal(new JacksonDataFormat(BodyReader.mapper(), Object.class)).id("wlcro-record-marshal")
                        // Marshalling leaves a stream cache, whose buffer of 16 KB would stay in memory as long as the record waits.
                        .convertBodyTo(byte[].class).id("wlcro-record-bytes")
                        .to("direct:wlcro-retry").id("wlcro-record-retry")
                    .endDoTry()
                    .doCatch(Throwable.class).id("wlcro-record-catch")
                        .process(exchange -> WriteContext.of(exchange).fail(caught(exchange))).id("wlcro-record-failed")
                    .end()
                    .process(complete).id("wlcro-record-complete")
                .end();
    }

    /**
     * Redelivers if {@link ClassifyProcessor} decided so: on the same thread and without delay. {@link PermitProcessor} waits for
     * the back-off, because Camel drops delayed redeliveries when the context stops.
     */
    private void retryRoute() {
        packRoute(this, "wlcro-retry").streamCache(false)
                .errorHandler(redelivery())
                .to("direct:wlcro-attempt").id("wlcro-retry-attempt");
    }

    private DefaultErrorHandlerDefinition redelivery() {
        return defaultErrorHandler()
                .maximumRedeliveries(-1)
                .retryWhile(context(WriteContext::isRetried))
                .onExceptionOccurred(this::afterFailedAttempt)
                .redeliveryDelay(0)
                .executorService(timer)
                .log(getClass().getName())
                .loggingLevel(LoggingLevel.OFF)
                .retryAttemptedLogLevel(LoggingLevel.OFF)
                .retriesExhaustedLogLevel(LoggingLevel.OFF)
                .logExhausted(false)
                .logExhaustedMessageHistory(false)
                .logExhaustedMessageBody(false)
                .logNewException(false)
                .logStackTrace(false);
    }

    /**
     * Returns the permit if {@link ClassifyProcessor} has not done so; otherwise it would leak. If the record is retried, the
     * ledger stores what its requests may have done so far. A retried record was not applied or is repeatable. If the process
     * dies while it waits, it therefore becomes a failed record and not one of unknown outcome.
     */
    private void afterFailedAttempt(Exchange exchange) {
        WriteContext context = WriteContext.of(exchange);
        context.releasePermit(clock.getAsLong());
        if (context.isRetried()) {
            ledger.waitingForRetry(context.lease(), context.requests(), context.mayHaveBeenApplied());
            context.unmark();
        }
    }

    /**
     * One attempt; a redelivery passes all of these steps again. The Throttler never has anything to reject as long as the permits
     * are right: it is a second, independent limit, because a 429 affects every client that uses the API key.
     */
    private void attemptRoute() {
        packRoute(this, "wlcro-attempt").streamCache(false)
                .process(permits).id("wlcro-attempt-permit")
                .process(new HttpRequestProcessor(ledger, accounts, clock)).id("wlcro-attempt-request")
                .doTry().id("wlcro-attempt-try")
                    .throttle(context(each -> limit(each.request().connection())))
                        .totalRequestsMode()
                        .correlationExpression(new ThrottlerCorrelation(InstantSource.system(), clock, this::limit))
                        .timePeriodMillis(settings.period().toMillis())
                        .rejectExecution(true)
                        .executorService(timer)
                        .id("wlcro-attempt-throttle")
                        .to(PackHttpComponent.uri(settings)).id("wlcro-attempt-http")
                    .endDoTry()
                .doCatch(Throwable.class).id("wlcro-attempt-catch")
                    .process(exchange -> WriteContext.of(exchange).call().fail(caught(exchange), clock.getAsLong()))
                            .id("wlcro-attempt-failed")
                .end()
                .process(new SafeProcessor(new ClassifyProcessor(settings, InstantSource.system(), random)))
                        .id("wlcro-attempt-classify");
    }

    /** The limit may have changed since the record arrived. */
    private int limit(Connection connection) {
        return settings.connection(connection.name()).orElse(connection).limit();
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private static Expression context(Function<WriteContext, Object> getter) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return getter.apply(WriteContext.of(exchange));
            }
        };
    }
}
