package com.whitelabelcro.camel.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how a record ended, and lets its caller know after that. */
public final class LedgerCompleteProcessor extends SafeAsyncProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCompleteProcessor.class);

    private final ObjectMapper json = new ObjectMapper();
    private final Ledger ledger;
    private final ToIntFunction<Exchange> requests;

    /** @param requests how many requests were made for a record */
    public LedgerCompleteProcessor(Ledger ledger, ToIntFunction<Exchange> requests) {
        this.ledger = ledger;
        this.requests = requests;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        LedgerContext once = LedgerContext.of(exchange);
        if (!once.end()) {
            throw new IllegalStateException("How this record ended was written down before");
        }
        CompletionStage<Boolean> end = end(once.entry(), outcome(exchange, once));
        if (isNotSent(once) && ledger.trouble().isPresent()) {
            // Nothing happened that must not be forgotten, and the ledger may take its time.
            told(exchange, once, true, null);
            return CompletableFuture.completedFuture(null);
        }
        return end.handle((ours, problem) -> {
            told(exchange, once, ours, problem);
            return null;
        });
    }

    private static boolean isNotSent(LedgerContext once) {
        return once.failure() instanceof WlcroException typed && typed.getAttempts() == 0;
    }

    private CompletionStage<Boolean> end(EntryLease entry, EndResult outcome) {
        try {
            return ledger.end(entry, outcome);
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** The caller learns what came of it, also if that could not be written down: it did. */
    private static void told(Exchange exchange, LedgerContext once, Boolean ours, Throwable problem) {
        EntryId entry = once.entry().id();
        exchange.getMessage().setHeader(WlcroHeaders.ENTRY, entry.toString());
        if (problem != null) {
            exchange.setProperty(LedgerContext.NOT_WRITTEN_DOWN, reason(problem));
        }
        if (once.failure() != null) {
            exchange.setException(once.failure());
        }
        if (problem != null || !ours) {
            LOG.warn("How the record of entry {} ended could not be written down", entry);
        }
    }

    private static String reason(Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        return cause instanceof LedgerException ours ? ours.getMessage() : "an unexpected " + cause.getClass().getName();
    }

    /** Ends the entry of a record that has gone through the steps and did not pass this one, if it has one. */
    public void endLeft(Exchange exchange, Throwable why) {
        LedgerContext once = LedgerContext.of(exchange);
        if (once != null && once.isToBeSent() && once.end()) {
            once.fail(why == null ? new IllegalStateException("It did not come to its end") : why);
            end(once.entry(), outcome(exchange, once));
            exchange.getMessage().setHeader(WlcroHeaders.ENTRY, once.entry().id().toString());
            exchange.setException(once.failure());
        }
    }

    /** What cannot be said of a result is a bug of ours; the entry ends all the same. */
    private EndResult outcome(Exchange exchange, LedgerContext once) {
        try {
            return outcomeOf(exchange, once);
        } catch (Throwable e) {
            once.fail(e);
            return bug(once, requests.applyAsInt(exchange));
        }
    }

    private EndResult outcomeOf(Exchange exchange, LedgerContext once) {
        if (once.failure() == null) {
            warnOfAnother(once.entry(), exchange.getMessage().getBody(Map.class));
            int status = exchange.getMessage().getHeader(WlcroHeaders.STATUS, 0, Integer.class);
            return new EndResult.Done(new StoredAnswer(status, bytes(exchange.getMessage().getBody())),
                    requests.applyAsInt(exchange));
        } else if (!(once.failure() instanceof WlcroException typed)) {
            return bug(once, requests.applyAsInt(exchange));
        } else if (typed instanceof OutcomeUnknown) {
            return new EndResult.Unknown(Failure.of(typed));
        } else {
            return new EndResult.Failed(Failure.of(typed), mayHaveBeenApplied(typed));
        }
    }

    /** For the same identity the API gives the same record; if not, there may be two now, and nobody else sees that. */
    private void warnOfAnother(EntryLease entry, Map<?, ?> result) {
        if (entry.before() == null) {
            return;
        }
        try {
            JsonNode before = json.readTree(entry.before().body());
            for (Map.Entry<?, ?> id : result.entrySet()) {
                String name = String.valueOf(id.getKey());
                if (name.endsWith("_id") && before.has(name)
                        && !before.get(name).asText().equals(String.valueOf(id.getValue()))) {
                    LOG.warn("{}: the API gave another {} than before for the same identity, so that there may be two"
                            + " records now; see entry {}", entry.submission(), name, entry.id());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(Object result) {
        try {
            return json.writeValueAsBytes(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result that was read as JSON cannot be written as such", e);
        }
    }

    /** Only one request, and a refusal of it, says that nothing was applied; an earlier one may have been. */
    private static boolean mayHaveBeenApplied(WlcroException failure) {
        boolean refused = failure.getStatus() >= 300 && failure.getStatus() < 500;
        return failure.getAttempts() > 1 || failure.getAttempts() == 1 && !refused;
    }

    /**
     * Something of ours has failed, and nobody knows when; but before the first request nothing can have been applied. The
     * caller is told the same that the ledger is.
     */
    private static EndResult bug(LedgerContext once, int requests) {
        Throwable failure = once.failure().getCause() == null ? once.failure() : once.failure().getCause();
        StackTraceElement[] trace = failure.getStackTrace();
        // Not its message, which may quote anything.
        LOG.error("A bug: {} at {}", failure.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        LedgerRequest submission = once.submission();
        Details details = new Details(submission.action(), submission.connection(), 0, "",
                List.of(failure.getClass().getName()), requests, "");
        boolean safe = submission.repeatable() || requests == 0;
        WlcroException typed = safe ? new Unavailable("a bug", details) : new OutcomeUnknown("a bug", details);
        once.fail(typed);
        return safe ? new EndResult.Failed(Failure.of(typed), requests > 0) : new EndResult.Unknown(Failure.of(typed));
    }
}
