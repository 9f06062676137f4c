package com.whitelabelcro.camel.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of records in a context with OpenTelemetry tracing. */
class TracingTest {

    private static final String RECORD = "wlcro update-client";
    private static final String ATTEMPT = "wlcro update-client attempt";
    private static final Map<String, Object> CLIENT = Map.of("client_id", 10_001, "first_name", "Personalia", "email", "ann@example.com");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private PackUnderTest pack(boolean steps) throws Exception {
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setTraceProcessors(steps);
        tracer.setTraceHeadersInclusion(true);
        tracer.setExcludePatterns("log:*");
        return new PackUnderTest(sandbox.baseUrl().toString(), new HashMap<>(), context -> {
            context.getRegistry().bind("tracer", SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter)).build().get("test"));
            context.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
            tracer.setCamelContext(context);
            tracer.init(context);
        }, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:caller").routeId("caller").to("direct:wlcro-update-client");
            }
        });
    }

    private List<SpanData> spans(String name) {
        return exporter.getFinishedSpanItems().stream().filter(each -> each.getName().equals(name)).toList();
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private String nameOfParent(SpanData span) {
        return exporter.getFinishedSpanItems().stream().filter(each -> each.getSpanId().equals(span.getParentSpanId()))
                .map(each -> each.getName() + " " + attribute(each, "camel.uri")).findFirst().orElse("none");
    }

    private static Exchange update(PackUnderTest pack) {
        return pack.template().send("direct:caller", exchange -> exchange.getIn().setBody(CLIENT));
    }

    @Test
    void theSpanOfARecordIsAChildOfItsCallersAndEachAttemptIsAChildOfIt() throws Exception {
        try (PackUnderTest pack = pack(false)) {
            pack.call("create-client", Records.lead(1));
            exporter.reset();
            sandbox.script(ScriptedAnswer.of(503, "Retry-After", "0"));
            Exchange end = update(pack);
            assertThat(end.getException()).isNull();

            SpanData record = spans(RECORD).get(0);
            assertThat(spans(RECORD)).hasSize(1);
            assertThat(nameOfParent(record)).isEqualTo("wlcro-update-client direct://wlcro-update-client");
            assertThat(attribute(record, "wlcro.action")).isEqualTo("update-client");
            assertThat(attribute(record, "wlcro.connection")).isEqualTo("default");
            assertThat(attribute(record, "wlcro.entry")).isEqualTo(end.getMessage().getHeader(WlcroHeaders.ENTRY));
            assertThat(attribute(record, "wlcro.outcome")).isEqualTo("Done");
            assertThat(attribute(record, "wlcro.attempts")).isEqualTo("2");
            assertThat(record.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);

            List<SpanData> attempts = spans(ATTEMPT);
            assertThat(attempts).hasSize(2).allMatch(each -> each.getParentSpanId().equals(record.getSpanId()))
                    .allMatch(each -> each.getTraceId().equals(record.getTraceId()));
            assertThat(attempts).map(each -> attribute(each, "wlcro.attempt")).containsExactly("1", "2");
            assertThat(attempts).map(each -> attribute(each, "wlcro.outcome")).containsExactly("Unavailable", "Done");
            assertThat(attempts).map(each -> attribute(each, "http.status_code")).containsExactly("503", "200");
            assertThat(attempts.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(exporter.getFinishedSpanItems()).map(SpanData::getTraceId).containsOnly(record.getTraceId());
        }
    }

    @Test
    void noSpanContainsPersonalDataEvenIfEveryStepIsTraced() throws Exception {
        try (PackUnderTest pack = pack(true)) {
            pack.call("create-client", Records.lead(1));
            exporter.reset();
            sandbox.script(ScriptedAnswer.of(422, "{\"message\":\"ann@example.com is taken\"}"));
            assertThat(update(pack).getException()).isNotNull();
            assertThat(update(pack).getException()).isNull();

            assertThat(spans(ATTEMPT)).hasSize(2);
            assertThat(exporter.getFinishedSpanItems()).map(SpanData::toString).noneMatch(each -> each.matches(".*\\b10001\\b.*"))
                    .noneMatch(each -> each.contains("Personalia")).noneMatch(each -> each.contains("ann@example"))
                    .noneMatch(each -> each.contains("wlcro-attempt")).noneMatch(each -> each.contains(SandboxConfig.DEFAULT_KEY));
            assertThat(sandbox.requests()).flatMap(SandboxRequest::headers).noneMatch(each -> each.equalsIgnoreCase("traceparent") || each.startsWith("CAMEL"));
        }
    }

    @Test
    void aRecordThatIsRefusedIsAFailedSpanWithoutAttempts() throws Exception {
        try (PackUnderTest pack = pack(false)) {
            pack.call("update-client", Map.of("first_name", "Personalia"));

            SpanData record = spans(RECORD).get(0);
            assertThat(attribute(record, "wlcro.outcome")).isEqualTo("InvalidRequest");
            assertThat(record.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(spans(ATTEMPT)).isEmpty();
        }
    }

    @Test
    void theSpanEndsEvenIfTheCallersMessageRejectsTheResult() throws Exception {
        try (PackUnderTest pack = pack(false)) {
            pack.call("create-client", Records.lead(1));
            exporter.reset();
            Exchange end = pack.template().send("direct:caller", exchange -> {
                exchange.setMessage(new DefaultMessage(exchange) {
                    @Override
                    public void setHeader(String name, Object value) {
                        throw new IllegalStateException("read only");
                    }
                });
                exchange.getMessage().setBody(CLIENT);
            });

            assertThat(end.getException()).hasMessageContaining("read only");
            assertThat(spans(ATTEMPT)).hasSize(1);
            assertThat(spans(RECORD)).hasSize(1);
            assertThat(spans(RECORD).get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        }
    }

    @Test
    void theSendingOfAQueuedRecordIsATraceOfItsOwnWithTheEntryOfItsAcceptance() throws Exception {
        try (PackUnderTest pack = pack(false)) {
            Exchange accepted = pack.call("create-lead", Records.lead(1), Map.of(WlcroHeaders.DELIVERY, "later"));
            await().until(() -> spans("wlcro create-lead").size() == 2);

            List<SpanData> both = spans("wlcro create-lead");
            assertThat(both).map(each -> attribute(each, "wlcro.outcome")).containsExactlyInAnyOrder("Queued", "Done");
            assertThat(both).map(each -> attribute(each, "wlcro.entry"))
                    .containsOnly(accepted.getMessage().getHeader(WlcroHeaders.ENTRY, String.class));
            assertThat(both).map(SpanData::getTraceId).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRecordWithoutATracedCallerIsTheRootOfItsTrace() throws Exception {
        try (PackUnderTest pack = pack(false)) {
            pack.context().hasService(OpenTelemetryTracer.class).setExcludePatterns("direct:*,wlcro-*");
            pack.call("create-lead", Records.lead(1));

            assertThat(spans("wlcro create-lead")).map(SpanData::getParentSpanId).containsExactly(SpanId.getInvalid());
        }
    }

    @Test
    void theHostsExcludePatternsAreKeptAndThePacksAreAddedOnceAcrossRestarts() throws Exception {
        try (PackUnderTest pack = pack(false)) {
            OpenTelemetryTracer tracer = pack.context().hasService(OpenTelemetryTracer.class);
            String patterns = tracer.getExcludePatterns();
            assertThat(patterns).startsWith("log:*,").contains("direct:wlcro-attempt");
            pack.context().stop();
            tracer.init(pack.context());
            pack.context().start();
            pack.call("create-lead", Records.lead(1));

            assertThat(tracer.getExcludePatterns()).isEqualTo(patterns);
            assertThat(spans("wlcro create-lead")).hasSize(1);
        }
    }
}
