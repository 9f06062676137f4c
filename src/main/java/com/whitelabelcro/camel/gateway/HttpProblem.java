package com.whitelabelcro.camel.gateway;

import com.fasterxml.jackson.core.JacksonException;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an HTTP request that failed, for {@code direct:wlcro-http-error}, with a status and a problem document (RFC
 * 9457). An error that the sender can correct is a 4xx that says what is wrong. If a request was sent and its outcome
 * is unknown, the answer is a 502 that names the ledger entry. Everything else is a 503 with {@code Retry-After}:
 * nothing is kept here, so the sender must send the request again, which creates no duplicates if each step has a key.
 * The answer reveals nothing about connections and keys.
 */
public final class HttpProblem implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(HttpProblem.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_AFTER_SECONDS = "60";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FAULT = 500;
    private static final int UNKNOWN = 502;
    private static final int UNAVAILABLE = 503;

    @Override
    public void process(Exchange exchange) {
        report(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Answers a failure that was not logged before: an internal error is logged here. */
    public static void report(Exchange exchange, Throwable failure) {
        if (!(failure instanceof HttpRefusal) && status(exchange, failure) == FAULT) {
            // The message is left out, since it may quote personal data. Camel itself does not log a handled exception.
            LOG.error("The route {} failed: {}", exchange.getFromRouteId(), failure == null ? "" : failure.getClass().getName());
        }
        answer(exchange, failure);
    }

    /** Turns the message of the exchange into the answer to this failure, without any other headers. */
    public static void answer(Exchange exchange, Throwable failure) {
        if (failure instanceof HttpRefusal refusal) {
            answer(exchange.getMessage(), refusal);
            return;
        }
        int status = status(exchange, failure);
        write(exchange.getMessage(), problem(
                failure instanceof WlcroException ours && status != UNAVAILABLE ? ours.getError() : title(status), status,
                status == UNKNOWN ? unknown(exchange) : detail(failure, status),
                failure instanceof WlcroException ours ? ours.getViolations() : List.of()));
        if (status == UNAVAILABLE) {
            exchange.getMessage().setHeader(RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }

    /** The problem document of a failure of the pack. */
    static Map<String, Object> of(WlcroException failure) {
        return problem(failure.getError(), status(failure), describe(failure), failure.getViolations());
    }

    private static Map<String, Object> problem(String title, int status, String detail, List<String> violations) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        if (!violations.isEmpty()) {
            problem.put("violations", violations);
        }
        return problem;
    }

    /**
     * Answers a sender that waited for a record which failed in the end. A failure that the sender cannot correct is a 502: the
     * record is kept and can be sent again from the list of failed records.
     */
    static void failed(Message message, Failure failure, String entry) {
        Map<String, Object> problem = GatewayAnswer.problem(failure);
        problem.computeIfPresent("status", (name, status) -> (int) status >= FAULT ? UNKNOWN : status);
        problem.put("entry", entry);
        write(message, problem);
    }

    private static void answer(Message message, HttpRefusal refusal) {
        write(message, problem(refusal.title(), refusal.status(), refusal.getMessage(), refusal.violations()));
        if (!refusal.retryAfter().isZero()) {
            message.setHeader(RETRY_AFTER, String.valueOf(refusal.retryAfter().plusMillis(999).toSeconds()));
        }
    }

    private static void write(Message message, Map<String, Object> problem) {
        message.removeHeaders("*");
        JsonAnswer.write(message, problem);
        message.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.get("status"));
    }

    /** While the routes start or stop, Camel rejects requests that have begun. */
    private static int status(Exchange exchange, Throwable failure) {
        int status = status(failure);
        return status == FAULT && !exchange.getContext().isStarted() ? UNAVAILABLE : status;
    }

    private static int status(Throwable failure) {
        if (failure instanceof InvalidRequest invalid) {
            return invalid.getAttempts() == 0 && invalid.getStatus() > 0 ? invalid.getStatus() : BAD_REQUEST;
        } else if (failure instanceof NotFound) {
            return NOT_FOUND;
        } else if (failure instanceof Conflict) {
            return CONFLICT;
        } else if (failure instanceof OutcomeUnknown) {
            return UNKNOWN;
        } else if (failure instanceof WlcroException) {
            return UNAVAILABLE;
        }
        return isUnreadable(failure) ? BAD_REQUEST : FAULT;
    }

    /** Whether {@code unmarshal} threw it for a body that it cannot read or that is missing. */
    private static boolean isUnreadable(Throwable failure) {
        return failure instanceof JacksonException || failure instanceof InvalidPayloadException
                || failure instanceof NoTypeConversionAvailableException
                || failure != null && failure.getCause() instanceof NoTypeConversionAvailableException;
    }

    private static String title(int status) {
        return status == UNAVAILABLE ? "Unavailable" : status == FAULT ? "Failed" : "InvalidRequest";
    }

    private static String detail(Throwable failure, int status) {
        return switch (status) {
            case UNAVAILABLE -> "The request cannot be processed now" + (failure instanceof WlcroException ? " and was not stored" : "")
                    + "; send it again later";
            case FAULT -> "Internal error; see the log of the server";
            default -> failure instanceof WlcroException ours ? describe(ours) : "the body cannot be read, or there is none";
        };
    }

    private static String unknown(Exchange exchange) {
        String entry = exchange.getMessage().getHeader(WlcroHeaders.ENTRY, "", String.class);
        boolean kept = !entry.isEmpty() && exchange.getProperty(RecordProperties.OUTCOME_NOT_STORED) == null;
        return "It was sent, but it is unknown whether it was applied: look it up before you send it again"
                + (kept ? "; it is kept as entry " + entry + " of the failed records" : "");
    }

    private static String describe(WlcroException failure) {
        return failure.getServerMessage().isEmpty() ? failure.getReason() : failure.getReason() + ": " + failure.getServerMessage();
    }
}
