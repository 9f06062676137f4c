package com.whitelabelcro.camel.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Configures the logging of the runnable jar, unless {@code -Dlogback.configurationFile} names a file: one line per
 * event, on standard error, because standard output is for results. There is no {@code logback.xml}, because it would
 * get in the way of a host's and take a fifth of a second to read.
 */
public final class Logging {

    private static final String OWN = "logback.configurationFile";
    private static final String STATUS = "logback.statusListenerClass";

    private Logging() {}

    public static void begin() {
        if (System.getProperty(OWN) != null) {
            return;
        }
        System.setProperty(STATUS, NopStatusListener.class.getName());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        context.putObject(CoreConstants.PATTERN_RULE_REGISTRY, Map.of("discreet", RedactingMessageConverter.class.getName()));
        encoder.setPattern("%d{HH:mm:ss} %-5level %logger{0} - %discreet%n%nopex");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.addFilter(new AlreadyReported());
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        context.getLogger("org.apache.camel").setLevel(Level.WARN);
        // ScenarioFailures reports failures that no scenario handles.
        context.getLogger("org.apache.camel.processor.errorhandler.DefaultErrorHandler").setLevel(Level.OFF);
        // StartFailure reports why a context does not start.
        context.getLogger("org.apache.camel.impl.engine.AbstractCamelContext").setLevel(Level.ERROR);
        // Failures of the ledger are reported in the pack's own words.
        context.getLogger("org.sqlite").setLevel(Level.OFF);
        context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
        context.getLogger("org.quartz").setLevel(Level.WARN);
        // At DEBUG the HTTP client logs the API key and the records.
        context.getLogger("org.apache.hc").setLevel(Level.WARN);
    }

    /**
     * Drops what a consumer logs about a failed exchange; {@link ScenarioFailures} has reported it with its location.
     */
    private static final class AlreadyReported extends Filter<ILoggingEvent> {

        private static final Pattern OF_AN_EXCHANGE = Pattern.compile("(?s).*Exchange\\[[^]]*]\\. Caused by: \\[.*");

        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean reported = event.getLoggerName().startsWith("org.apache.camel.component.")
                    && OF_AN_EXCHANGE.matcher(event.getFormattedMessage()).matches();
            return reported ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
