package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.WlcroHeaders;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Brings the result of the copy back to the caller's exchange: the body and our headers, or the failure, fresh, so
 * that the caller's own {@code onException}, {@code doTry} and dead letter channel work on it. Besides, the caller's
 * exchange remembers of what it sent the outcome is unknown. Nothing else crosses.
 */
public final class CallerIsolationStrategy {

    private static final List<String> OF_A_RESULT =
            List.of(WlcroHeaders.STATUS, WlcroHeaders.REMAINING, WlcroHeaders.DUPLICATE);

    /** What an action's route says of itself; no caller is to find it. */
    private final List<String> variables;

    public CallerIsolationStrategy(List<String> variables) {
        this.variables = List.copyOf(variables);
    }

    public void bringBack(Exchange original, Exchange copy) {
        variables.forEach(original::removeVariable);
        bring(WlcroHeaders.ENTRY, original.getMessage(), copy.getMessage());
        if (copy.getException() != null) {
            UnknownOutcomes.remember(original, copy);
            original.setException(copy.getException());
            return;
        }
        original.getMessage().setBody(new ActionResult(copy.getMessage().getBody(Map.class)));
        OF_A_RESULT.forEach(name -> bring(name, original.getMessage(), copy.getMessage()));
    }

    private static void bring(String name, Message original, Message copy) {
        Object value = copy.getHeader(name);
        if (value == null) {
            original.removeHeader(name);
        } else {
            original.setHeader(name, value);
        }
    }
}
