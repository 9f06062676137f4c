package com.whitelabelcro.camel.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.pipeline.WriteContexts;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.debugger.BacklogTracer;
import org.apache.camel.spi.BacklogTracerEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No key and no personal data in logs, messages and toString() (rows 53 and 54 of the list of faults). */
class LeakTest {

    private static final String KEY = "wlcro_live_1_sandbox";
    private static final List<String> SECRETS =
            List.of(KEY, "Marked-First", "Marked-Last", "marked@example.com", "Marked note", "617-555-0199");
    private static final Map<String, Object> LEAD = Map.of("first_name", "Marked-First", "last_name", "Marked-Last",
            "email", "marked@example.com", "phone", "617-555-0199");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Logger> loud = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        logger(Logger.ROOT_LOGGER_NAME).addAppender(log);
    }

    @AfterEach
    void calmDown() {
        logger(Logger.ROOT_LOGGER_NAME).detachAppender(log);
        loud.forEach(each -> {
            each.setLevel(null);
            each.setAdditive(true);
            each.detachAppender(log);
        });
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private void loud(String name, Level level) {
        Logger logger = logger(name);
        logger.setLevel(level);
        // Only for this test: thousands of lines are of no use in the log of the build.
        logger.setAdditive(false);
        logger.addAppender(log);
        loud.add(logger);
    }

    private static void isClean(String text) {
        assertThat(SECRETS).noneMatch(text::contains);
    }

    @Test
    void theLogShowsNoDataEvenWithAllOfCamelsLoggingEnabled() throws Exception {
        loud("com.whitelabelcro", Level.TRACE);
        loud("org.apache.camel", Level.TRACE);
        PackUnderTest.Setup curious = context -> {
            context.setTracing(true);
            context.setBacklogTracing(true);
            context.setMessageHistory(true);
            context.setLogMask(false);
        };
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(0)));
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(),
                        Map.of("wlcro.retry.max-attempts", "2"), curious)) {
            sandbox.script(ScriptedAnswer.of(503, "{\"message\":\"Marked-First is marked@example.com\"}"));
            assertThat(pack.call("create-lead", LEAD).getException()).isNull();
            String text = "{\"first_name\":\"Marked-First\",\"last_name\":\"Marked-Last\",\"email\":\"marked@example.com\"}";
            for (Object body : new Object[] {text, text.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))}) {
                assertThat(pack.call("create-lead", body).getException()).isNull();
            }
            Object id = PackUnderTest.answer(pack.call("create-client", LEAD)).get("client_id");
            pack.call("add-client-note", Map.of("client_id", id, "text", "Marked note"));
            for (int status : new int[] {400, 401}) {
                sandbox.script(ScriptedAnswer.of(status,
                        "{\"message\":\"Marked-First Marked-Last marked@example.com 617-555-0199 " + KEY + "\"}"));
                Exception failure = pack.call("create-lead", LEAD).getException();
                assertThat(failure).isNotNull();
                isClean(failure.toString());
            }
            isClean(pack.call("create-lead", "{\"Marked-First\":\"Marked-Last\"").getException().toString());
        }
        log.list.forEach(event -> {
            isClean(event.getFormattedMessage());
            isClean(event.getThreadName());
            if (event.getThrowableProxy() != null) {
                isClean(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        });
    }

    @Test
    void aHostThatTracesAndLogsBodiesSeesNoKeyAndNoStepsOfThePackInItsHistory() throws Exception {
        loud("org.apache.camel", Level.TRACE);
        loud("host", Level.INFO);
        RouteBuilder host = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host").routeId("host").to("log:host?showAll=true").to("direct:wlcro-create-lead");
            }
        };
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(0)));
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of(), context -> {
                    context.setBacklogTracing(true);
                    context.setMessageHistory(true);
                }, host)) {
            Exchange end = pack.template().send("direct:host", exchange -> exchange.getMessage().setBody(
                    "{\"first_name\":\"Marked-First\",\"last_name\":\"Marked-Last\",\"email\":\"marked@example.com\"}"));
            assertThat(end.getException()).isNull();
            List<BacklogTracerEventMessage> traced = pack.context().getCamelContextExtension()
                    .getContextPlugin(BacklogTracer.class).dumpAllTracedMessages();
            // Camel's backlog tracer ignores noTracing(): it contains the pack's records, but never the key.
            assertThat(traced).extracting(BacklogTracerEventMessage::getRouteId).contains("host", "wlcro-attempt");
            assertThat(traced).allSatisfy(event -> assertThat(event.toXml(0)).doesNotContain(KEY));
            List<?> history = end.getProperty(Exchange.MESSAGE_HISTORY, List.class);
            assertThat(history.stream().map(each -> ((MessageHistory) each).getRouteId())).isNotEmpty()
                    .containsOnly("host");
        }
        assertThat(log.list).anyMatch(event -> event.getFormattedMessage().contains("Marked-First"));
        log.list.stream().map(ILoggingEvent::getFormattedMessage).forEach(text -> assertThat(text).doesNotContain(KEY));
    }

    @Test
    void httpClientLogsNeitherKeyNorRecordWhateverItsLevels() throws Exception {
        loud("org.apache.hc", Level.TRACE);
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(0)));
                PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(), Map.of())) {
            assertThat(pack.call("create-lead", LEAD).getException()).isNull();
        }
        assertThat(log.list).anyMatch(event -> event.getLoggerName().startsWith("org.apache.hc.client5"));
        log.list.stream().map(ILoggingEvent::getFormattedMessage).forEach(LeakTest::isClean);
    }

    @Test
    void toStringOfThePacksValuesContainsNeitherKeyNorRecord() {
        Settings settings = SettingsReader.read(Map.of("wlcro.api-key", KEY));
        Action action = Action.of("create-lead", "POST", "/api/v1/integrations/leads");
        WriteRequest request = new RequestFactory(settings).prepare(action, LEAD, null, null);
        KeyUse use = KeyUse.of(request.connection(), KEY);
        for (Object each : new Object[] {settings, settings.connections(), settings.keys(), request, use,
            WriteContexts.of(request, AccountId.ofKey(use.key()))}) {
            isClean(each.toString());
        }
    }
}
