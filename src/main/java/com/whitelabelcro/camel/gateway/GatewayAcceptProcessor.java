package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.OwnerFailure;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;

/**
 * Second step of {@code POST /actions/{action}}: stores the records in the queue, all of them or none. Afterwards they are on
 * disk, and their acceptance may be confirmed.
 */
public final class GatewayAcceptProcessor extends SafeAsyncProcessor {

    private static final Duration LEDGER_PAUSE = Duration.ofSeconds(60);
    private static final Duration QUEUE_PAUSE = Duration.ofSeconds(60);

    private final AccountResolver accounts;
    private final Ledger ledger;
    private final LedgerPatience patience;
    private final Executor workers;

    /** @param workers continue with the exchange when the ledger has answered */
    public GatewayAcceptProcessor(AccountResolver accounts, Ledger ledger, LedgerPatience patience, Executor workers) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.patience = patience;
        this.workers = workers;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        GatewayCall call = GatewayCall.of(exchange);
        Connection connection = call.records().get(0).connection();
        mustFit(call);
        return patience.within(() -> accounts.of(connection).handle((owner, problem) -> {
            if (problem != null) {
                throw unavailable(OwnerFailure.of(problem).reason());
            }
            return owner.account();
        }).thenCompose(account -> ledger.queue().accept(
                records(call, account), call.request().caller().token().share())))
                .thenAcceptAsync(accepted -> accept(exchange, call, accepted), workers);
    }

    /** Refuses a list that exceeds the capacity of the queue for good, because every repeat would be refused, too. */
    private void mustFit(GatewayCall call) {
        int share = call.request().caller().token().share();
        long most = ledger.queue().capacity(share);
        if (call.records().size() > most) {
            throw HttpRefusal.of(413, "TooLarge", "The array has more than " + most + " records, which is all that "
                    + (share < 100 ? "this token's share of the queue" : "the queue") + " can hold; send them in parts");
        }
    }

    private static List<QueuedRecord> records(GatewayCall call, AccountId account) {
        List<QueuedRecord> records = new ArrayList<>();
        for (int i = 0; i < call.records().size(); i++) {
            String key = call.request().idempotencyKey(call.isArray() ? i : -1).orElse(null);
            records.add(new QueuedRecord(LedgerRequest.of(call.records().get(i), Optional.of(account), key).kept(),
                    Optional.of(call.request().caller().tag()), Optional.empty(), Map.of()));
        }
        return records;
    }

    private static void accept(Exchange exchange, GatewayCall call, Accepted accepted) {
        if (accepted.isFull()) {
            throw HttpRefusal.later(429, "QueueFull", "As many records wait as " + (accepted.room() == Accepted.Room.SHARE_FULL
                    ? "this token's share of the queue" : "the queue") + " may hold; nothing was stored", QUEUE_PAUSE);
        } else if (!accepted.isStored()) {
            List<String> violations = new ArrayList<>();
            accepted.refused().forEach((index, result) -> violations.add((call.isArray() ? "[" + index + "] " : "") + reason(result)));
            throw HttpRefusal.conflict("Nothing was accepted, because it was sent before or comes twice", violations);
        }
        call.accepted(accepted.results()).attachTo(exchange);
    }

    private static String reason(BeginResult result) {
        if (result instanceof BeginResult.OtherIsQueued other) {
            return "a record with the same key and other content is queued, as " + other.id() + "; give this one a key of its own";
        }
        if (result instanceof BeginResult.OtherInList other) {
            return "[" + other.index() + "] has the same key and other content; give this one a key of its own";
        }
        return result instanceof BeginResult.ConflictsWith
                ? "it was sent before with other content and the same key, and would make a second record; change the first one"
                : "it was sent before, and it is unknown whether it was applied; look it up";
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        Throwable cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return cause instanceof LedgerException known ? unavailable(known.getMessage())
                : cause instanceof TimeoutException ? HttpRefusal.later(503, "Unavailable", "The ledger does not answer. What was sent"
                        + " may still be stored; send it again with the same content or Idempotency-Key, and it is the same record", LEDGER_PAUSE)
                : exceptionOf(cause);
    }

    private static HttpRefusal unavailable(String reason) {
        return HttpRefusal.later(503, "Unavailable", "Nothing was stored: " + reason, LEDGER_PAUSE);
    }
}
