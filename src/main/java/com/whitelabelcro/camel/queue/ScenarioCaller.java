package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.ScenarioSteps;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Calls the route of a scenario that was accepted to be called later, and stores the outcome. After a failure that may be temporary it
 * is called again, with a growing back-off, until the maximum number of calls is reached; then it becomes a failed record with the
 * whole input.
 */
final class ScenarioCaller implements QueueDispatcher.RecordSender {

    private static final StoredAnswer ENDED = new StoredAnswer(200, "{}".getBytes(StandardCharsets.UTF_8));

    private final CamelContext context;
    private final EndpointCaller calls;
    private final Ledger ledger;
    private final int tries;

    /** @param tries how often a scenario is called before it is given up */
    ScenarioCaller(CamelContext context, EndpointCaller calls, Ledger ledger, int tries) {
        this.context = context;
        this.calls = calls;
        this.ledger = ledger;
        this.tries = tries;
    }

    @Override
    public CompletionStage<?> send(ClaimedRecord record, String connection) {
        LedgerRequest request = LedgerRequest.ofScenario(record.action(), record.identity(), record.body()).ofQueue(record.id());
        CompletionStage<BeginResult> begun = ledger.begin(request);
        begun.whenComplete((result, problem) -> {
            if (problem != null) {
                // The call never began, so that nothing else would end the claim.
                ledger.queue().release(record.id(), Optional.empty(), EndResult.PutBack.DELAY);
            }
        });
        return begun.thenCompose(result -> result instanceof BeginResult.Send send
                ? call(record).thenCompose(failure -> ledger.end(send.lease(), failure == null
                        ? new EndResult.Done(ENDED, 0) : failed(record, failure)))
                : CompletableFuture.completedFuture(false));
    }

    /** Completes with the exception of the call; with null on success. */
    private CompletionStage<Exception> call(ClaimedRecord record) {
        Optional<Endpoint> route = ThenRoutes.find(context, record.action().substring(QueueLine.THEN.length()));
        return route.isEmpty() ? CompletableFuture.completedFuture(new IllegalStateException("The route was removed"))
                : calls.call(route.get().getEndpointUri(), exchange -> {
                    ScenarioInput.read(record.body(), exchange.getMessage());
                    exchange.getMessage().setHeader(WlcroHeaders.ENTRY, record.id().toString());
                    ScenarioSteps.begin(exchange, record.id());
                }).thenApply(Exchange::getException);
    }

    private EndResult failed(ClaimedRecord record, Throwable why) {
        Failure failure = Failure.ofScenario(why, Details.local(record.action(), record.line().connection(), List.of()));
        boolean isItsOwn = !(why instanceof WlcroException typed) || typed.isAboutTheRecord();
        boolean passes = !(why instanceof WlcroException) || why instanceof Unavailable || why instanceof RateLimited;
        if (!isItsOwn || passes && record.tries() + 1 < tries) {
            return new EndResult.PutBack(failure, true, GrowingDelay.after(record.tries()));
        }
        return why instanceof OutcomeUnknown ? new EndResult.Unknown(failure) : new EndResult.Failed(failure, true);
    }
}
