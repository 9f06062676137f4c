package com.whitelabelcro.camel.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.dsl.support.SourceLoader;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Makes UTF-8 the charset of scenarios, whatever the locale of the machine. Camel reads YAML, and converts between
 * bytes and text, in the JVM's default charset. On Java 17 under cron or systemd, which set no locale, that is ASCII,
 * and every other character would be sent as {@code U+FFFD}.
 */
final class Utf8 {

    private Utf8() {}

    /** Reads the YAML of scenarios and Kamelets; Camel finds it in the registry. */
    static SourceLoader sourceLoader() {
        return Utf8::read;
    }

    private static String read(Resource resource) throws IOException {
        try (InputStream stream = resource.getInputStream()) {
            if (stream == null) {
                throw new IOException("Resource not found: " + resource.getLocation());
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stream.readAllBytes())).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(resource.getLocation() + " is not UTF-8 text; save it as UTF-8");
        }
    }

    /** Sets UTF-8 as the charset of each exchange that does not name another one. */
    static void forExchangesOf(CamelContext context) {
        if (!Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            context.getManagementStrategy().addEventNotifier(new OfEachExchange());
        }
    }

    private static final class OfEachExchange extends SimpleEventNotifierSupport {

        OfEachExchange() {
            setIgnoreCamelContextEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreExchangeEvents(false);
            setIgnoreExchangeCreatedEvent(false);
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCreatedEvent created
                    && created.getExchange().getProperty(Exchange.CHARSET_NAME) == null) {
                created.getExchange().setProperty(Exchange.CHARSET_NAME, StandardCharsets.UTF_8.name());
            }
        }
    }
}
