package com.whitelabelcro.camel.result;

import com.whitelabelcro.camel.WlcroHeaders;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Brings the result of the copy back to the caller's exchange: the body and our two headers, or the failure, fresh, so
 * that the caller's own {@code onException}, {@code doTry} and dead letter channel work on it. Nothing else crosses.
 */
public final class Isolation implements AggregationStrategy {

    /** What an action's route says of itself; no caller is to find it. */
    private final List<String> variables;

    public Isolation(List<String> variables) {
        this.variables = List.copyOf(variables);
    }

    @Override
    public Exchange aggregate(Exchange original, Exchange copy) {
        variables.forEach(original::removeVariable);
        if (copy.getException() != null) {
            original.setException(copy.getException());
            return original;
        }
        Message message = original.getMessage();
        message.setBody(copy.getMessage().getBody());
        for (String name : List.of(WlcroHeaders.STATUS, WlcroHeaders.REMAINING)) {
            Object value = copy.getMessage().getHeader(name);
            if (value == null) {
                message.removeHeader(name);
            } else {
                message.setHeader(name, value);
            }
        }
        return original;
    }
}
