package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.event.AttemptEnded;
import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.event.RecordTracer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StartupListener;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.SpanStorageManager;
import org.apache.camel.telemetry.SpanStorageManagerExchange;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.Tracer;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;

/**
 * Creates spans with the tracer of the context (camel-opentelemetry2, or another one that is based on camel-telemetry). Camel's
 * own spans are disabled inside the pack: the isolated exchange does not have the caller's span, so that they would start a
 * second trace and log warnings, and they would show the pack's steps instead of attempts. Must not be loaded without
 * camel-telemetry.
 */
final class CamelRecordTracer implements RecordTracer, StartupListener {

    /**
     * Endpoints and steps of the pack for which Camel creates no spans. The actions are not among them, because they belong to the
     * caller's route.
     */
    private static final Set<String> EXCLUDED = new LinkedHashSet<>(Arrays.asList("direct:wlcro-write", "direct:wlcro-record",
            "direct:wlcro-retry", "direct:wlcro-attempt", "wlcro-*"));

    private final SpanStorageManager spans = new SpanStorageManagerExchange();
    private volatile SpanLifecycleManager tracer;

    /** The host's tracer may be added after the pack, but not after the start. */
    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        Tracer found = context.hasService(Tracer.class);
        tracer = found == null ? null : found.getSpanLifecycleManager();
        if (tracer != null) {
            Set<String> patterns = new LinkedHashSet<>();
            if (found.getExcludePatterns() != null) {
                patterns.addAll(Arrays.asList(found.getExcludePatterns().split(",")));
            }
            patterns.addAll(EXCLUDED);
            found.setExcludePatterns(String.join(",", patterns));
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Too late: the first records may already be in the pipeline.
    }

    @Override
    public RecordSpan begin(Exchange caller, String action) {
        SpanLifecycleManager now = tracer;
        return now == null ? RecordSpan.NONE : new Spans(now, action, spans.peek(caller));
    }

    /** The span of a record, and that of its current attempt. */
    private static final class Spans implements RecordSpan {

        private final SpanLifecycleManager tracer;
        private final String name;
        private final Span record;
        private Span attempt;

        Spans(SpanLifecycleManager tracer, String action, Span parent) {
            this.tracer = tracer;
            this.name = "wlcro " + action;
            this.record = begin(name, parent);
            record.setTag("wlcro.action", action);
        }

        private Span begin(String of, Span parent) {
            return tracer.create(of, parent, new CamelHeadersSpanContextPropagationExtractor(Map.of()));
        }

        @Override
        public void attemptBegins(int number) {
            attempt = begin(name + " attempt", record);
            attempt.setTag("wlcro.attempt", String.valueOf(number));
        }

        @Override
        public void attemptEnded(AttemptEnded ended) {
            if (attempt != null) {
                attempt.setTag("wlcro.action", ended.action());
                attempt.setTag("wlcro.connection", ended.connection());
                if (ended.status() != 0) {
                    attempt.setTag(TagConstants.HTTP_STATUS, String.valueOf(ended.status()));
                }
                end(attempt, ended.outcome(), ended.outcome().equals(RecordEnded.DONE));
                attempt = null;
            }
        }

        @Override
        public void recordEnded(RecordEnded ended, String entry) {
            if (attempt != null) {
                end(attempt, ended.outcome(), false);
            }
            record.setTag("wlcro.connection", ended.connection());
            record.setTag("wlcro.attempts", String.valueOf(ended.attempts()));
            if (entry != null) {
                record.setTag("wlcro.entry", entry);
            }
            end(record, ended.outcome(), ended.isAccepted());
        }

        /** The spans were never activated, so that there is no scope to close. */
        private void end(Span span, String outcome, boolean good) {
            span.setTag("wlcro.outcome", outcome);
            if (!good) {
                span.setError(true);
            }
            tracer.deactivate(span);
        }
    }
}
