package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Suggestions;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * First step of {@code POST /actions/{action}}: checks what the caller may do, its signature and its rate, reads the
 * body, and checks every record. Afterwards the exchange contains the records, and nothing has been stored.
 */
public final class GatewayReadProcessor implements Processor {

    private final ActionRegistry actions;
    private final GatewayRecords records;
    private final CallerRates rates;

    /** @param clock monotonic clock, in nanoseconds */
    public GatewayReadProcessor(Settings settings, ActionRegistry actions, LongSupplier clock) {
        this.actions = actions;
        this.records = new GatewayRecords(settings);
        this.rates = new CallerRates(clock);
    }

    /** @throws HttpRefusal if the request is not accepted */
    @Override
    public void process(Exchange exchange) {
        GatewayRequest request = GatewayRequest.of(exchange);
        Action action = action(request);
        request.caller().token().signature().ifPresent(scheme -> {
            if (!Signature.isRight(scheme, request.head().headers(scheme.header()), request.body())) {
                throw HttpRefusal.of(401, "Unauthorized", "The signature in " + scheme.header() + " is missing or wrong");
            }
        });
        GatewayBody body = GatewayBody.of(request);
        Duration wait = rates.tryAcquire(request.caller().token(), body.records().size());
        if (!wait.isZero()) {
            throw HttpRefusal.later(429, "RateLimited", "This token has handed in as many records as it may ("
                    + request.caller().token().rate() + " per minute)", wait);
        }
        new GatewayCall(request, body.isArray(), records.prepare(request, action, body), List.of()).attachTo(exchange);
    }

    private Action action(GatewayRequest request) {
        String name = request.parameter("action").orElse("");
        List<String> allowed = actions.all().stream().map(Action::name).filter(request.caller().token()::allows).toList();
        return actions.named(name).filter(each -> allowed.contains(name)).orElseThrow(() -> HttpRefusal.of(
                actions.named(name).isPresent() ? 403 : 404, actions.named(name).isPresent() ? "Forbidden" : "NotFound",
                (actions.named(name).isPresent() ? "This token may not call the action" : "There is no such action")
                        + Suggestions.hint(name, allowed) + " (" + String.join(", ", allowed) + ")"));
    }
}
