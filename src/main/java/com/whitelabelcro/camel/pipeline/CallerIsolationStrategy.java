package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.caller.ActionResult;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.caller.UnknownOutcomes;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Copies the result of the pipeline to the caller's exchange. Unlike Camel's {@code AggregationStrategy} it changes the
 * caller's exchange in place. Into it go:
 *
 * <ul>
 *   <li>after a success the answer as the body, and the pack's headers; headers that an earlier record left are removed;
 *   <li>after a failure the exception and the header of the ledger entry. The body stays, and the caller's own
 *       {@code onException}, {@code doTry} and dead letter channel apply to the exception;
 *   <li>after an {@link com.whitelabelcro.camel.error.OutcomeUnknown} also a property ({@link UnknownOutcomes}).
 * </ul>
 *
 * {@link CallerIsolationProcessor} hands over {@link RecordProperties#OUTCOME_NOT_STORED} and Camel's completions besides.
 */
final class CallerIsolationStrategy {

    private static final List<String> RESULT_HEADERS =
            List.of(WlcroHeaders.STATUS, WlcroHeaders.REMAINING, WlcroHeaders.DUPLICATE);

    /** The exchange variables that an action route sets; they are removed so that no caller sees them. */
    private final List<String> variables;

    /** @param variables the names of the variables that an action route sets */
    public CallerIsolationStrategy(List<String> variables) {
        this.variables = List.copyOf(variables);
    }

    /** Copies the result of {@code copy}, or its exception, to {@code original}. */
    public void copyResult(Exchange original, Exchange copy) {
        variables.forEach(original::removeVariable);
        copyHeader(WlcroHeaders.ENTRY, original.getMessage(), copy.getMessage());
        if (copy.getException() != null) {
            // The caller's message may hold those of an earlier record.
            RESULT_HEADERS.forEach(original.getMessage()::removeHeader);
            if (copy.getException() instanceof OutcomeUnknown unknown && WriteContext.of(copy) != null) {
                UnknownOutcomes.remember(original, WriteContext.of(copy).ledgerRequest(),
                        copy.getMessage().getHeader(WlcroHeaders.ENTRY, String.class), unknown);
            }
            original.setException(copy.getException());
            return;
        }
        original.getMessage().setBody(new ActionResult(copy.getMessage().getBody(Map.class)));
        RESULT_HEADERS.forEach(name -> copyHeader(name, original.getMessage(), copy.getMessage()));
    }

    private static void copyHeader(String name, Message original, Message copy) {
        Object value = copy.getHeader(name);
        if (value == null) {
            original.removeHeader(name);
        } else {
            original.setHeader(name, value);
        }
    }
}
