package com.whitelabelcro.camel.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how a record ended, and lets its caller know after that. */
public final class WriteDown extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WriteDown.class);

    private final ObjectMapper json = new ObjectMapper();
    private final Ledger ledger;
    private final ToIntFunction<Exchange> requests;

    /** @param requests how many requests were made for a record */
    public WriteDown(Ledger ledger, ToIntFunction<Exchange> requests) {
        this.ledger = ledger;
        this.requests = requests;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Once once = Once.of(exchange);
        Entry entry = once.entry();
        ledger.end(entry, outcome(exchange, once)).whenComplete((ours, problem) -> {
            if (problem != null || !ours) {
                // The caller learns what came of it all the same: it did.
                LOG.warn("How the record of entry {} ended could not be written down", entry.id());
            }
            exchange.getMessage().setHeader(WlcroHeaders.ENTRY, entry.id().toString());
            if (once.failure() != null) {
                exchange.setException(once.failure());
            }
            callback.done(false);
        });
        return false;
    }

    private Outcome outcome(Exchange exchange, Once once) {
        if (once.failure() == null) {
            warnOfAnother(once.entry(), exchange.getMessage().getBody(Map.class));
            int status = exchange.getMessage().getHeader(WlcroHeaders.STATUS, 0, Integer.class);
            return new Outcome.Done(new Answer(status, bytes(exchange.getMessage().getBody())),
                    requests.applyAsInt(exchange));
        } else if (!(once.failure() instanceof WlcroException typed)) {
            return bug(once.submission(), once.failure(), requests.applyAsInt(exchange));
        } else if (typed instanceof OutcomeUnknown) {
            return new Outcome.Unknown(Failure.of(typed));
        } else {
            return new Outcome.Failed(Failure.of(typed), mayHaveBeenApplied(typed));
        }
    }

    /** For the same identity the API gives the same record; if not, there may be two now, and nobody else sees that. */
    private void warnOfAnother(Entry entry, Map<?, ?> result) {
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

    /** Something of ours has failed, and nobody knows when; but before the first request nothing can have been applied. */
    private static Outcome bug(Submission submission, Throwable failure, int requests) {
        String reason = "a bug: " + failure.getClass().getName();
        Details details = Recall.details(submission, requests);
        return submission.repeatable() || requests == 0
                ? new Outcome.Failed(Failure.of(new Unavailable(reason, details)), requests > 0)
                : new Outcome.Unknown(Failure.of(new OutcomeUnknown(reason, details)));
    }
}
