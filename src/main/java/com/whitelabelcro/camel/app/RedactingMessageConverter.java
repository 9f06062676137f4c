package com.whitelabelcro.camel.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import com.whitelabelcro.camel.importer.Printable;
import java.util.regex.Pattern;

/**
 * Formats a log line without data that exceptions quote: Simple, Jackson and many others put the record that they could
 * not read into their message, and Camel logs it. Of such an exception only the class name and its origin remain;
 * messages of the pack contain no data and are kept. Line breaks and control characters are removed, so that a message
 * neither begins a new line nor moves the cursor.
 */
public final class RedactingMessageConverter extends ClassicConverter {

    private static final String CAMEL = "org.apache.camel";
    private static final String OURS = "com.whitelabelcro.";
    private static final int FRAMES = 3;

    /**
     * The forms in which Camel's error handlers and consumers quote an exception: after "caught: ", or in brackets
     * after "Caused by: ".
     */
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)(caught: |Caused by: \\[)(?!com\\.whitelabelcro\\.)([A-Za-z_][\\w.$]*)(?:: | - ).*");
    private static final String LEFT_OUT = "$1$2 (its message may contain data and is left out)";

    @Override
    public String convert(ILoggingEvent event) {
        return redacted(event);
    }

    /** The message of the event in one line, without data that exceptions quote. */
    static String redacted(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        boolean camels = event.getLoggerName().startsWith(CAMEL);
        String text = camels ? QUOTED.matcher(message).replaceFirst(LEFT_OUT) : message;
        return Printable.of(text.replaceAll("\\R+", " ") + (camels ? "" : cause(event.getThrowableProxy())));
    }

    private static String cause(IThrowableProxy failure) {
        if (failure == null) {
            return "";
        }
        StringBuilder cause = new StringBuilder(" (").append(failure.getClassName());
        if (failure.getClassName().startsWith(OURS)) {
            cause.append(": ").append(failure.getMessage());
        }
        for (int i = 0; i < Math.min(FRAMES, failure.getStackTraceElementProxyArray().length); i++) {
            cause.append(i == 0 ? " at " : " < ").append(failure.getStackTraceElementProxyArray()[i].getStackTraceElement());
        }
        return cause.append(')').toString();
    }
}
