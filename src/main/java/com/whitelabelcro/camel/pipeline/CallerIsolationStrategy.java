package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Copies the result of the pipeline back to the caller's exchange: the body and the pack's headers, or a fresh
 * exception, so that the caller's own {@code onException}, {@code doTry} and dead letter channel apply to it. The
 * caller's exchange also records which of its requests have an unknown outcome ({@link UnknownOutcomes}). Nothing else
 * crosses.
 */
public final class CallerIsolationStrategy {

    private static final List<String> RESULT_HEADERS =
            List.of(WlcroHeaders.STATUS, WlcroHeaders.REMAINING, WlcroHeaders.DUPLICATE);

    /** The exchange variables that an action route sets; they are removed so that no caller sees them. */
    private final List<String> variables;

    /** @param variables the names of the variables that an action route sets */
    public CallerIsolationStrategy(List<String> variables) {
        this.variables = List.copyOf(variables);
    }

    /** Copies the result of {@code copy}, or its exception, to {@code original}. */
    public void bringBack(Exchange original, Exchange copy) {
        variables.forEach(original::removeVariable);
        copyHeader(WlcroHeaders.ENTRY, original.getMessage(), copy.getMessage());
        if (copy.getException() != null) {
            UnknownOutcomes.remember(original, copy);
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
