package com.whitelabelcro.camel.setup;

import static com.whitelabelcro.camel.pipeline.WriteRoutes.isolated;

import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.failed.DeadLetterProcessor;
import com.whitelabelcro.camel.failed.RedriveProcessor;
import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.gateway.HttpProblem;
import com.whitelabelcro.camel.gateway.RequestReader;
import com.whitelabelcro.camel.kamelet.KameletBodyProcessor;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.pipeline.SafeProcessor;
import com.whitelabelcro.camel.request.RequestFactory;
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

    SupportRoutes(Settings settings, AccountResolver accounts, ActionRegistry actions, Ledger ledger,
            Function<RedriveService.Watcher, RedriveService> redrives) {
        this.settings = settings;
        this.accounts = accounts;
        this.actions = actions;
        this.ledger = ledger;
        this.redrives = redrives;
    }

    @Override
    public void configure() {
        isolated(this, "wlcro-dead-letter")
                .process(new DeadLetterProcessor(ledger, new RequestFactory(settings), accounts, actions::all))
                        .id("wlcro-dead-letter-store");
        isolated(this, "wlcro-redrive")
                .process(new RedriveProcessor(ledger, accounts, actions, InstantSource.system(), redrives))
                        .id("wlcro-redrive-send");
        isolated(this, "wlcro-form")
                .process(new SafeProcessor(new KameletBodyProcessor(actions::all))).id("wlcro-form-fill-in");
        isolated(this, "wlcro-read")
                .process(new SafeProcessor(new RequestReader())).id("wlcro-read-input");
        isolated(this, "wlcro-http-error")
                .process(new SafeProcessor(new HttpProblem())).id("wlcro-http-error-answer");
    }
}
