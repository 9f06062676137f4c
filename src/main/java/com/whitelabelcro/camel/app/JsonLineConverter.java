package com.whitelabelcro.camel.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/** Formats a log event as a JSON object in one line, with the same redaction as the text format. */
public final class JsonLineConverter extends ClassicConverter {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String convert(ILoggingEvent event) {
        return JSON.createObjectNode()
                .put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", RedactingMessageConverter.redacted(event))
                .toString();
    }
}
