package com.whitelabelcro.camel.setup;

import static com.whitelabelcro.camel.support.PackRoutes.packRoute;

import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.caller.QueuedAnswer;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.failed.DeadLetterProcessor;
import com.whitelabelcro.camel.failed.RedriveProcessor;
import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.gateway.GatewayAcceptProcessor;
import com.whitelabelcro.camel.gateway.GatewayAnswerProcessor;
import com.whitelabelcro.camel.gateway.GatewayReadProcessor;
import com.whitelabelcro.camel.gateway.GatewayStatusProcessor;
import com.whitelabelcro.camel.gateway.HttpProblem;
import com.whitelabelcro.camel.gateway.LedgerPatience;
import com.whitelabelcro.camel.gateway.OpenApiProcessor;
import com.whitelabelcro.camel.gateway.RecordFinder;
import com.whitelabelcro.camel.gateway.RequestReader;
import com.whitelabelcro.camel.kamelet.KameletBodyProcessor;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.queue.LaterProcessor;
import com.whitelabelcro.camel.queue.OutcomeWaiter;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.support.SafeProcessor;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;

/**
 * The endpoints that scenarios and Kamelets call in addition to the actions. These routes work on the caller's own
 * exchange.
 */
final class SupportRoutes extends RouteBuilder {

    private final Settings settings;
    private final AccountResolver accounts;
    private final ActionRegistry actions;
    private final Ledger ledger;
    private final Function<RedriveService.Watcher, RedriveService> redrives;
    private final PackServices services;
    private final QueuedAnswer queued;

    /**
     * @param services executors and clocks
     * @param queued creates the answer for senders whose records are sent later
     */
    SupportRoutes(Settings settings, AccountResolver accounts, ActionRegistry actions, Ledger ledger,
            Function<RedriveService.Watcher, RedriveService> redrives, PackServices services, QueuedAnswer queued) {
        this.settings = settings;
        this.accounts = accounts;
        this.actions = actions;
        this.ledger = ledger;
        this.redrives = redrives;
        this.services = services;
        this.queued = queued;
    }

    @Override
    public void configure() {
        packRoute(this, "wlcro-dead-letter")
                .process(new DeadLetterProcessor(ledger, new RequestFactory(settings), accounts, actions::all))
                        .id("wlcro-dead-letter-store");
        packRoute(this, "wlcro-redrive")
                .process(new RedriveProcessor(ledger, accounts, actions, InstantSource.system(), redrives))
                        .id("wlcro-redrive-send");
        packRoute(this, "wlcro-form")
                .process(new SafeProcessor(new KameletBodyProcessor(actions::all))).id("wlcro-form-fill-in");
        packRoute(this, "wlcro-later")
                .process(new LaterProcessor(ledger, services.workers())).id("wlcro-later-store");
        packRoute(this, "wlcro-read")
                .process(new SafeProcessor(new RequestReader())).id("wlcro-read-input");
        gateway();
        packRoute(this, "wlcro-http-error")
                .process(new SafeProcessor(new HttpProblem())).id("wlcro-http-error-answer");
    }

    /** The steps of the gateway's routes, which are in {@code gateway.camel.yaml}. */
    private void gateway() {
        LedgerPatience patience = new LedgerPatience(services.timer(), services.workers(), services.clock());
        RecordFinder finder = new RecordFinder(ledger, new OutcomeWaiter(ledger.queue(), services::wake), patience);
        packRoute(this, "wlcro-gateway-read")
                .process(new SafeProcessor(new GatewayReadProcessor(settings, actions, services.clock())))
                        .id("wlcro-gateway-read-records");
        packRoute(this, "wlcro-gateway-accept")
                .process(new GatewayAcceptProcessor(accounts, ledger, patience, services.workers())).id("wlcro-gateway-accept-records");
        packRoute(this, "wlcro-gateway-answer")
                .process(new GatewayAnswerProcessor(queued, finder)).id("wlcro-gateway-answer-sender");
        packRoute(this, "wlcro-gateway-status")
                .process(new GatewayStatusProcessor(finder)).id("wlcro-gateway-status-find");
        packRoute(this, "wlcro-gateway-openapi")
                .process(new SafeProcessor(new OpenApiProcessor(actions))).id("wlcro-gateway-openapi-write");
    }
}
