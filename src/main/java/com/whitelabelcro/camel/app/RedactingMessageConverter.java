package com.whitelabelcro.camel.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import com.whitelabelcro.camel.importer.Printable;
import java.util.regex.Pattern;

/**
 * A log line without what failures of others quote: Simple, Jackson and many more put the record that they could not
 * read into their message, and Camel logs that. Of theirs the name of the class stays, and where it came from; what
 * the pack says itself holds no data, and stays whole. A line break in a message makes no second line, and nothing in it moves the cursor.
 */
public final class RedactingMessageConverter extends ClassicConverter {

    private static final String CAMEL = "org.apache.camel";
    private static final String OURS = "com.whitelabelcro.";
    private static final int FRAMES = 3;

    /** So Camel's error handlers and consumers quote a failure: behind "caught: ", or in brackets behind "Caused by: ". */
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)(caught: |Caused by: \\[)(?!com\\.whitelabelcro\\.)([A-Za-z_][\\w.$]*)(?:: | - ).*");
    private static final String LEFT_OUT = "$1$2 (what it says may hold data, and is left out)";

    @Override
    public String convert(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        boolean camels = event.getLoggerName().startsWith(CAMEL);
        String said = camels ? QUOTED.matcher(message).replaceFirst(LEFT_OUT) : message;
        return Printable.of(said.replaceAll("\\R+", " ") + (camels ? "" : cause(event.getThrowableProxy())));
    }

    private static String cause(IThrowableProxy failure) {
        if (failure == null) {
            return "";
        }
        StringBuilder told = new StringBuilder(" (").append(failure.getClassName());
        if (failure.getClassName().startsWith(OURS)) {
            told.append(": ").append(failure.getMessage());
        }
        for (int i = 0; i < Math.min(FRAMES, failure.getStackTraceElementProxyArray().length); i++) {
            told.append(i == 0 ? " at " : " < ").append(failure.getStackTraceElementProxyArray()[i].getStackTraceElement());
        }
        return told.append(')').toString();
    }
}
