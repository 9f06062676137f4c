package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.app.scenario.TestCase.Mock;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.NotFound;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Stands in for a step: keeps what reached it, and does what the test says. */
final class MockedStep implements Processor {

    /** What it can fail with. */
    static final Set<String> ERRORS = new TreeSet<>(List.of("InvalidRequest", "Unauthorized", "Forbidden", "NotFound",
            "Conflict", "RateLimited", "Unavailable", "OutcomeUnknown"));

    private static final String REASON = "the test says so";

    private final Mock mock;
    private final String action;
    private final List<Object> reached = new ArrayList<>();

    /** @param action the action that the step calls, for the errors */
    MockedStep(Mock mock, String action) {
        this.mock = mock;
        this.action = action;
    }

    @Override
    public void process(Exchange exchange) {
        int number = keep(Plain.message(exchange));
        if (mock.fails().isPresent() && number <= mock.times()) {
            throw failure(mock.fails().get());
        }
        mock.body().ifPresent(body -> exchange.getMessage().setBody(body.plain()));
        mock.headers().forEach((name, value) -> exchange.getMessage().setHeader(name, value.plain()));
    }

    private synchronized int keep(Object message) {
        reached.add(message);
        return reached.size();
    }

    /** What reached it so far, each as a map with body and headers. */
    synchronized List<Object> reached() {
        return List.copyOf(reached);
    }

    private WlcroException failure(String error) {
        return switch (error) {
            case "InvalidRequest" -> new InvalidRequest(REASON, answered(400));
            case "Unauthorized" -> new Unauthorized(REASON, answered(401));
            case "Forbidden" -> new Forbidden(REASON, answered(403));
            case "NotFound" -> new NotFound(REASON, answered(404));
            case "Conflict" -> new Conflict(REASON, answered(409));
            case "RateLimited" -> new RateLimited(REASON, answered(429));
            case "Unavailable" -> new Unavailable(REASON, answered(503));
            default -> new OutcomeUnknown(REASON, answered(0));
        };
    }

    private Details answered(int status) {
        return new Details(action, "default", status, "", List.of(), 1, "");
    }
}
