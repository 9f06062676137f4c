package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.action.ActionRoute;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.failed.DeadLetterProcessor;
import com.whitelabelcro.camel.failed.RedriveProcessor;
import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.gateway.HttpProblem;
import com.whitelabelcro.camel.gateway.RequestReader;
import com.whitelabelcro.camel.http.PackHttpComponent;
import com.whitelabelcro.camel.kamelet.KameletBodyProcessor;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.request.BodyReader;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.setup.PackServices;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The way of a record, once for all actions.
 *
 * <p>Each route names its error handling and keeps out of tracing and message history, so that nothing of a host's
 * changes it and nothing of the records shows in a host's logs.
 */
public final class WriteRoutes extends RouteBuilder {

    private static final String NO_CONFIGURATION = "wlcro-none";

    private final Settings settings;
    private final AccountResolver accounts;
    private final PermitProcessor turn;
    private final PackServices engine;
    private final ActionRegistry actions;
    private final Function<RedriveService.Watcher, RedriveService> redrives;
    private final LedgerCompleteProcessor writeDown;

    public WriteRoutes(Settings settings, AccountResolver accounts, PermitProcessor turn, PackServices engine, ActionRegistry actions,
            Function<RedriveService.Watcher, RedriveService> redrives) {
        this.accounts = accounts;
        this.actions = actions;
        this.redrives = redrives;
        this.settings = settings;
        this.turn = turn;
        this.engine = engine;
        this.writeDown = new LedgerCompleteProcessor(engine.ledger(), WriteRoutes::requests);
    }

    @Override
    public void configure() {
        write();
        record();
        retry();
        attempt();
        deadLetter();
        redrive();
        form();
        gateway();
    }

    /** Isolate: all the rest happens on a copy, and of its end only a result or a fresh failure comes back. */
    private void write() {
        ours("wlcro-write")
                .errorHandler(noErrorHandler())
                .process(new CallerIsolationProcessor(getContext(), "direct:wlcro-record", new CallerIsolationStrategy(ActionRoute.VARIABLES), writeDown,
                        engine.clock())).id("wlcro-write-isolate");
    }

    /**
     * Prepare, and once: what is new is sent, and how that ended is on disk before the caller knows; a duplicate has its
     * answer already.
     */
    private void record() {
        ours("wlcro-record")
                .errorHandler(noErrorHandler())
                .process(new PrepareProcessor(settings, accounts, actions)).id("wlcro-record-prepare")
                .process(new LedgerBeginProcessor(engine.ledger(), engine.workers())).id("wlcro-record-recall")
                .idempotentConsumer(entry(), new LedgerRepository())
                    .skipDuplicate(true).removeOnFailure(false).completionEager(true).id("wlcro-record-once")
                    .doTry().id("wlcro-record-try")
                        .marshal(new JacksonDataFormat(BodyReader.mapper(), Object.class)).id("wlcro-record-marshal")
                        .to("direct:wlcro-retry").id("wlcro-record-retry")
                    .endDoTry()
                    .doCatch(Throwable.class).id("wlcro-record-catch")
                        .process(new CaughtFailureProcessor()).id("wlcro-record-caught")
                    .end()
                    .process(writeDown).id("wlcro-record-write-down")
                .end();
    }

    /**
     * Retry: redelivery where {@link ClassifyProcessor} decided that a repeat is safe. It begins at once; how long the record
     * rests first is the turn's matter, since Camel forgets what it holds back when its host stops.
     */
    private void retry() {
        ours("wlcro-retry")
                .errorHandler(redelivery())
                .to("direct:wlcro-attempt").id("wlcro-retry-attempt");
    }

    private DefaultErrorHandlerDefinition redelivery() {
        return defaultErrorHandler()
                .maximumRedeliveries(-1)
                .retryWhile(delivery(WriteContext::isRetried))
                .onExceptionOccurred(this::settle)
                .redeliveryDelay(0)
                .executorService(engine.timer())
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
     * Whatever goes wrong on the way, a permit that nobody gave back would be lost for good. And what is tried again after
     * a while was not applied so far, or a repeat is safe: if its process dies before, it is simply sent again.
     */
    private void settle(Exchange exchange) {
        WriteContext delivery = WriteContext.of(exchange);
        delivery.settle(engine.clock().getAsLong());
        if (delivery.isRetried()) {
            LedgerContext.rests(exchange, engine.ledger(), delivery.requests());
        }
    }

    private static int requests(Exchange exchange) {
        return WriteContext.of(exchange).requests();
    }

    /** One attempt; every redelivery passes all of it. */
    private void attempt() {
        ours("wlcro-attempt")
                .errorHandler(noErrorHandler())
                .process(turn).id("wlcro-attempt-turn")
                .process(new LedgerClaimProcessor(engine.ledger(), WriteRoutes::requests)).id("wlcro-attempt-claim")
                .process(new SafeProcessor(new HttpRequestProcessor())).id("wlcro-attempt-address")
                .doTry().id("wlcro-attempt-try")
                    .throttle(delivery(each -> each.request().connection().limit()))
                        .totalRequestsMode()
                        .correlationExpression(new ThrottlerCorrelation(InstantSource.system(), engine.clock()))
                        .timePeriodMillis(settings.period().toMillis())
                        .rejectExecution(true)
                        .executorService(engine.timer())
                        .id("wlcro-attempt-guard")
                        .to(PackHttpComponent.uri(settings)).id("wlcro-attempt-call")
                    .endDoTry()
                .doCatch(Throwable.class).id("wlcro-attempt-catch")
                    .process(new HttpFailureProcessor(engine.clock())).id("wlcro-attempt-failed")
                .end()
                .process(new SafeProcessor(new ClassifyProcessor(settings, InstantSource.system(), engine.random())))
                        .id("wlcro-attempt-classify");
    }

    /** For scenarios: stores what they gave up on, on the caller's own exchange, which knows the failure. */
    private void deadLetter() {
        DeadLetterProcessor store = new DeadLetterProcessor(engine.ledger(), new RequestFactory(settings), accounts, actions::all);
        ours("wlcro-dead-letter")
                .errorHandler(noErrorHandler())
                .process(store).id("wlcro-dead-letter-store");
    }

    /** For scenarios: sends again what was given up. */
    private void redrive() {
        ours("wlcro-redrive")
                .errorHandler(noErrorHandler())
                .process(new RedriveProcessor(engine.ledger(), actions, InstantSource.system(), redrives))
                        .id("wlcro-redrive-send");
    }

    /** For Kamelets: their form becomes the body, on the caller's own exchange, which thus knows what it asked for. */
    private void form() {
        ours("wlcro-form")
                .errorHandler(noErrorHandler())
                .process(new SafeProcessor(new KameletBodyProcessor(actions::all))).id("wlcro-form-fill-in");
    }

    /** For scenarios: reads what came in, and answers an HTTP request that failed. */
    private void gateway() {
        ours("wlcro-read")
                .errorHandler(noErrorHandler())
                .process(new SafeProcessor(new RequestReader())).id("wlcro-read-input");
        ours("wlcro-http-error")
                .errorHandler(noErrorHandler())
                .process(new SafeProcessor(new HttpProblem())).id("wlcro-http-error-answer");
    }

    private static Expression delivery(Function<WriteContext, Object> question) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return question.apply(WriteContext.of(exchange));
            }
        };
    }

    private static Expression entry() {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return LedgerContext.entryOf(exchange).toString();
            }
        };
    }

    private RouteDefinition ours(String name) {
        return quiet(from("direct:" + name).routeId(name));
    }

    /**
     * Keeps a route out of what a host may have switched on, since it would show records, and out of the host's route
     * configurations: those without an id hold for every route that names none of its own. (The routes in YAML name it
     * themselves, for what is read from YAML has got its configurations by then.)
     */
    public static RouteDefinition quiet(RouteDefinition route) {
        route.setRouteConfigurationId(NO_CONFIGURATION);
        route.setTrace("false");
        route.setMessageHistory("false");
        return route;
    }
}
