package com.whitelabelcro.camel.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.ApiRecord;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Asks the ledger what is to be done with the record. A duplicate has its answer after this step, and what is known to
 * have failed has its failure; what is to be sent has its entry on disk. Waits for what has the same identity and came
 * before, holding no thread.
 */
public final class LedgerBeginProcessor extends SafeAsyncProcessor {

    private final ObjectReader result = new ObjectMapper().readerForMapOf(Object.class);
    private final Ledger ledger;
    private final Executor workers;

    /** @param workers go on with what is not sent; what is sent soon waits for its turn, and needs none for that */
    public LedgerBeginProcessor(Ledger ledger, Executor workers) {
        this.ledger = ledger;
        this.workers = workers;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        return ledger.begin(LedgerContext.of(exchange).submission())
                .handle((verdict, problem) -> isToBeSent(exchange, verdict, problem))
                .thenCompose(sent -> sent
                        ? CompletableFuture.completedFuture(null) : CompletableFuture.runAsync(() -> {}, workers));
    }

    private boolean isToBeSent(Exchange exchange, BeginResult verdict, Throwable problem) {
        try {
            if (problem != null) {
                throw problem;
            }
            take(exchange, LedgerContext.of(exchange), verdict);
        } catch (Throwable e) {
            exchange.setException(toException(exchange, e));
        }
        return exchange.getException() == null && LedgerContext.of(exchange).isToBeSent();
    }

    @Override
    protected Optional<Executor> elsewhere() {
        return Optional.of(workers);
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return told("not sent", problem, details(LedgerContext.of(exchange).submission(), 0));
    }

    private void take(Exchange exchange, LedgerContext once, BeginResult verdict) throws IOException {
        once.say(verdict);
        Message message = exchange.getMessage();
        if (verdict instanceof BeginResult.Duplicate duplicate) {
            message.setHeader(WlcroHeaders.ENTRY, duplicate.id().toString());
            message.setHeader(WlcroHeaders.DUPLICATE, true);
            message.setHeader(WlcroHeaders.STATUS, duplicate.answer().status());
            message.setBody(result.readValue(duplicate.answer().body()));
        } else if (verdict instanceof BeginResult.Failed failed) {
            fail(exchange, failed.id(), failed.failure().toException());
        } else if (verdict instanceof BeginResult.Unknown unknown) {
            fail(exchange, unknown.id(), unknown.failure().toException());
        } else if (verdict instanceof BeginResult.Conflict conflict) {
            // Without the entry's header: that entry is another record's.
            exchange.setException(new Conflict(why(conflict), details(once.submission(), 0)));
        } else if (verdict instanceof BeginResult.NotDriven notDriven) {
            fail(exchange, notDriven.id(),
                    new Conflict("not driven again: " + notDriven.why(), details(once.submission(), 0)));
        }
    }

    private String why(BeginResult.Conflict conflict) throws IOException {
        if (conflict.answer() == null) {
            return "not sent: it was sent before with other content, as entry " + conflict.id() + ", and nobody knows"
                    + " whether that was applied; look it up, then say so (wlcro failed discard --applied " + conflict.id()
                    + "), or discard that entry, or send this one all the same (--force, WlcroForce)";
        }
        Map<String, Object> answer = result.readValue(conflict.answer().body());
        return "not sent: it was sent before with other content, as entry " + conflict.id()
                + ApiRecord.namedIn(answer).map(each -> ", " + each).orElse("")
                + ", and this would make a second record; change that one, or send this one all the same (--force, WlcroForce)";
    }

    private static void fail(Exchange exchange, EntryId entry, WlcroException why) {
        exchange.getMessage().setHeader(WlcroHeaders.ENTRY, entry.toString());
        exchange.setException(why);
    }

    /** What the caller is told if something went wrong with the ledger. */
    public static Exception told(String what, Throwable problem, Details details) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause instanceof WlcroException ours) {
            return ours;
        }
        // Only our own words: what others say may quote the record.
        String why = cause instanceof LedgerException known ? known.getMessage() : "an unexpected " + cause.getClass().getName();
        return new Unavailable(what + ": " + why, details);
    }

    static Details details(LedgerRequest submission, int requests) {
        return new Details(submission.action(), submission.connection(), 0, "", List.of(), requests, "");
    }
}
