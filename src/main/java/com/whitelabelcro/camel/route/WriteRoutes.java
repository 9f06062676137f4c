package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.call.Address;
import com.whitelabelcro.camel.call.NoteFailure;
import com.whitelabelcro.camel.call.PackHttp;
import com.whitelabelcro.camel.classify.Classify;
import com.whitelabelcro.camel.connection.Settings;
import com.whitelabelcro.camel.gateway.HttpProblem;
import com.whitelabelcro.camel.gateway.RequestReader;
import com.whitelabelcro.camel.once.Accounts;
import com.whitelabelcro.camel.once.Caught;
import com.whitelabelcro.camel.once.Claim;
import com.whitelabelcro.camel.once.DeadLetter;
import com.whitelabelcro.camel.once.LedgerRepository;
import com.whitelabelcro.camel.once.Once;
import com.whitelabelcro.camel.once.Recall;
import com.whitelabelcro.camel.once.WriteDown;
import com.whitelabelcro.camel.prepare.BodyReader;
import com.whitelabelcro.camel.prepare.Prepare;
import com.whitelabelcro.camel.result.Isolation;
import com.whitelabelcro.camel.turn.Delivery;
import com.whitelabelcro.camel.turn.Turn;
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
final class WriteRoutes extends RouteBuilder {

    private static final String NO_CONFIGURATION = "wlcro-none";

    private final Settings settings;
    private final Accounts accounts;
    private final Turn turn;
    private final Engine engine;
    private final Actions actions;
    private final Function<Redrive.Watcher, Redrive> redrives;
    private final WriteDown writeDown;

    WriteRoutes(Settings settings, Accounts accounts, Turn turn, Engine engine, Actions actions,
            Function<Redrive.Watcher, Redrive> redrives) {
        this.accounts = accounts;
        this.actions = actions;
        this.redrives = redrives;
        this.settings = settings;
        this.turn = turn;
        this.engine = engine;
        this.writeDown = new WriteDown(engine.ledger(), WriteRoutes::requests);
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
                .process(new Isolate(getContext(), "direct:wlcro-record", new Isolation(ActionRoute.VARIABLES), writeDown,
                        engine.clock())).id("wlcro-write-isolate");
    }

    /**
     * Prepare, and once: what is new is sent, and how that ended is on disk before the caller knows; a duplicate has its
     * answer already.
     */
    private void record() {
        ours("wlcro-record")
                .errorHandler(noErrorHandler())
                .process(new Record(settings, accounts, actions)).id("wlcro-record-prepare")
                .process(new Recall(engine.ledger(), engine.workers())).id("wlcro-record-recall")
                .idempotentConsumer(entry(), new LedgerRepository())
                    .skipDuplicate(true).removeOnFailure(false).completionEager(true).id("wlcro-record-once")
                    .doTry().id("wlcro-record-try")
                        .marshal(new JacksonDataFormat(BodyReader.mapper(), Object.class)).id("wlcro-record-marshal")
                        .to("direct:wlcro-retry").id("wlcro-record-retry")
                    .endDoTry()
                    .doCatch(Throwable.class).id("wlcro-record-catch")
                        .process(new Caught()).id("wlcro-record-caught")
                    .end()
                    .process(writeDown).id("wlcro-record-write-down")
                .end();
    }

    /**
     * Retry: redelivery where {@link Classify} decided that a repeat is safe. It begins at once; how long the record
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
                .retryWhile(delivery(Delivery::isRetried))
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
        Delivery delivery = Delivery.of(exchange);
        delivery.settle(engine.clock().getAsLong());
        if (delivery.isRetried()) {
            Once.rests(exchange, engine.ledger(), delivery.requests());
        }
    }

    private static int requests(Exchange exchange) {
        return Delivery.of(exchange).requests();
    }

    /** One attempt; every redelivery passes all of it. */
    private void attempt() {
        ours("wlcro-attempt")
                .errorHandler(noErrorHandler())
                .process(turn).id("wlcro-attempt-turn")
                .process(new Claim(engine.ledger(), WriteRoutes::requests)).id("wlcro-attempt-claim")
                .process(new Careful(new Address())).id("wlcro-attempt-address")
                .doTry().id("wlcro-attempt-try")
                    .throttle(delivery(each -> each.request().connection().limit()))
                        .totalRequestsMode()
                        .correlationExpression(new GuardKey(InstantSource.system(), engine.clock()))
                        .timePeriodMillis(settings.period().toMillis())
                        .rejectExecution(true)
                        .executorService(engine.timer())
                        .id("wlcro-attempt-guard")
                        .to(PackHttp.uri(settings)).id("wlcro-attempt-call")
                    .endDoTry()
                .doCatch(Throwable.class).id("wlcro-attempt-catch")
                    .process(new NoteFailure(engine.clock())).id("wlcro-attempt-failed")
                .end()
                .process(new Careful(new Classify(settings, InstantSource.system(), engine.random())))
                        .id("wlcro-attempt-classify");
    }

    /** For scenarios: stores what they gave up on, on the caller's own exchange, which knows the failure. */
    private void deadLetter() {
        DeadLetter store = new DeadLetter(engine.ledger(), new Prepare(settings), accounts, actions::all);
        ours("wlcro-dead-letter")
                .errorHandler(noErrorHandler())
                .process(store).id("wlcro-dead-letter-store");
    }

    /** For scenarios: sends again what was given up. */
    private void redrive() {
        ours("wlcro-redrive")
                .errorHandler(noErrorHandler())
                .process(new RedriveFailed(engine.ledger(), actions, InstantSource.system(), redrives))
                        .id("wlcro-redrive-send");
    }

    /** For Kamelets: their form becomes the body, on the caller's own exchange, which thus knows what it asked for. */
    private void form() {
        ours("wlcro-form")
                .errorHandler(noErrorHandler())
                .process(new Careful(new Form(actions::all))).id("wlcro-form-fill-in");
    }

    /** For scenarios: reads what came in, and answers an HTTP request that failed. */
    private void gateway() {
        ours("wlcro-read")
                .errorHandler(noErrorHandler())
                .process(new Careful(new RequestReader())).id("wlcro-read-input");
        ours("wlcro-http-error")
                .errorHandler(noErrorHandler())
                .process(new Careful(new HttpProblem())).id("wlcro-http-error-answer");
    }

    private static Expression delivery(Function<Delivery, Object> question) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return question.apply(Delivery.of(exchange));
            }
        };
    }

    private static Expression entry() {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return Once.entryOf(exchange).toString();
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
    static RouteDefinition quiet(RouteDefinition route) {
        route.setRouteConfigurationId(NO_CONFIGURATION);
        route.setTrace("false");
        route.setMessageHistory("false");
        return route;
    }
}
