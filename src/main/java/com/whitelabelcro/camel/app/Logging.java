package com.whitelabelcro.camel.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Configures the logging of the runnable jar, unless {@code -Dlogback.configurationFile} names a file: one line per
 * event, on standard error, because standard output is for results. There is no {@code logback.xml}, because it would
 * get in the way of a host's and take a fifth of a second to read.
 */
public final class Logging {

    /** The parent of the web server's loggers. */
    static final String WEB_SERVER = "io.vertx";

    private static final String OWN = "logback.configurationFile";
    private static final String BEGUN = "wlcro.logging";
    private static final String STATUS = "logback.statusListenerClass";

    private static final String SHORT = "%d{HH:mm:ss} %-5level %logger{0} - %discreet%n%nopex";
    private static final String DATED = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} - %discreet%n%nopex";
    private static final String JSON_LINE = "%json%n%nopex";

    /** How a line of the log is written. */
    public enum LogFormat {
        TEXT, JSON;

        /** As users write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Logging() {}

    public static void begin() {
        if (System.getProperty(OWN) != null) {
            return;
        }
        System.setProperty(STATUS, NopStatusListener.class.getName());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty(BEGUN, "yes");
        context.putObject(CoreConstants.PATTERN_RULE_REGISTRY, Map.of(
                "discreet", RedactingMessageConverter.class.getName(), "json", JsonLineConverter.class.getName()));
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        use(context, console, SHORT);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        context.getLogger("org.apache.camel").setLevel(Level.WARN);
        // ScenarioFailures reports failures that no scenario handles.
        context.getLogger("org.apache.camel.processor.errorhandler.DefaultErrorHandler").setLevel(Level.OFF);
        // StartFailure reports why a context does not start.
        context.getLogger("org.apache.camel.impl.engine.AbstractCamelContext").setLevel(Level.ERROR);
        // Failures of the ledger are reported in the pack's own words.
        context.getLogger("org.sqlite").setLevel(Level.OFF);
        context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
        context.getLogger("org.quartz").setLevel(Level.WARN);
        // A sender that drops its connection is no problem of this process.
        context.getLogger("io.netty").setLevel(Level.ERROR);
        // At TRACE the web server logs addresses, and an address may have a token in it.
        context.getLogger(WEB_SERVER).setLevel(Level.INFO);
        // At DEBUG the HTTP client logs the API key and the records.
        context.getLogger("org.apache.hc").setLevel(Level.WARN);
    }

    /**
     * Logs in the form for services, whose log is stored: each line has a date. Does nothing if {@link #begin} did nothing.
     *
     * @param format text, or JSON: one object per line, as collectors of container logs expect
     * @param file where to log instead of standard error; null for standard error. A new file is begun each day and after 10 MB;
     *     old ones are compressed, and deleted after 30 days, or when they take more than 500 MB
     */
    public static void asService(LogFormat format, Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getProperty(BEGUN) == null) {
            return;
        }
        OutputStreamAppender<ILoggingEvent> appender;
        if (file == null) {
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setTarget("System.err");
            appender = console;
        } else {
            appender = rolling(context, file);
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        use(context, appender, format == LogFormat.JSON ? JSON_LINE : DATED);
        if (file != null && !Files.isWritable(file)) {
            throw new ConfigurationException("The log cannot be written to " + file);
        }
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i.gz");
        policy.setMaxFileSize(FileSize.valueOf("10MB"));
        policy.setMaxHistory(30);
        policy.setTotalSizeCap(FileSize.valueOf("500MB"));
        policy.start();
        appender.setRollingPolicy(policy);
        appender.setTriggeringPolicy(policy);
        return appender;
    }

    private static void use(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.addFilter(new AlreadyReported());
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
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
