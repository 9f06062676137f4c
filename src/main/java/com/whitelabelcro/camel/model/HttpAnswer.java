package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.http.ApiKeyExecHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/** What is known of one request: whether it left this machine, and what came back. */
public final class HttpAnswer {

    private static final String PROPERTY = "wlcroWire";

    private final Connection connection;
    private final Predicate<String> isKeyOfPermit;
    private volatile boolean sent;
    private volatile boolean timedOut;
    private boolean complete;
    private int status;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private String excess = "";
    private boolean untilClose;
    private long at;
    private Throwable failure;

    public HttpAnswer(Connection connection, Predicate<String> isKeyOfPermit) {
        this.connection = connection;
        this.isKeyOfPermit = isKeyOfPermit;
    }

    /** What travels with this exchange; null if no request was begun. */
    public static HttpAnswer of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, HttpAnswer.class);
    }

    public void travelWith(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    public Connection connection() {
        return connection;
    }

    /** Whether this is the key whose permit the request has. */
    public boolean mayGoWith(String key) {
        return isKeyOfPermit.test(key);
    }

    public void send() {
        sent = true;
    }

    /** It was not sent after all. */
    public void takeBack() {
        sent = false;
    }

    public void timeOut() {
        timedOut = true;
    }

    public void head(int code, long now) {
        status = code;
        at = now;
    }

    public void header(String name, String value) {
        headers.add(Map.entry(name, value));
    }

    public void answer(byte[] bytes, long now) {
        body = bytes;
        at = now;
        complete = true;
    }

    public void exceed(String what) {
        excess = what;
    }

    public void untilClose() {
        untilClose = true;
    }

    public void fail(Throwable reason, long now) {
        failure = reason;
        if (!complete) {
            at = now;
        }
    }

    /** Whether the request may have reached the server. */
    public boolean sent() {
        return sent;
    }

    /** Whether it took longer than {@code wlcro.timeout}. */
    public boolean timedOut() {
        return timedOut;
    }

    /** Whether a whole answer came, as far as it was read. */
    public boolean complete() {
        return complete;
    }

    /** The HTTP status; 0 if not even that came. */
    public int status() {
        return status;
    }

    /** The first value of a header of the answer. */
    public Optional<String> header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    /** All values of a header of the answer. */
    public List<String> all(String name) {
        return headers.stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue).toList();
    }

    /** All headers of the answer, in their order; names in any letter case. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The body of the answer, unzipped, at most {@link ApiKeyExecHandler#MOST_BYTES}. */
    public byte[] body() {
        return body;
    }

    /** What of the answer was larger than what is read of one, such as "a body of more than 1 MiB"; empty if nothing. */
    public String excess() {
        return excess;
    }

    /** Whether only the end of the connection ended the body, so that nothing tells if it was whole (RFC 9112 section 8). */
    public boolean endedByClose() {
        return untilClose;
    }

    /** When the answer arrived, or the request failed: nanoseconds of the monotonic clock. */
    public long at() {
        return at;
    }

    /** Why there is no complete answer; null if there is one. */
    public Throwable failure() {
        return failure;
    }

    /** The body as text, for messages. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Nothing of what came: it may be personal data. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
