package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.model.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The state of one HTTP request: which key it may carry, whether it has left this machine, and how much of the answer
 * has arrived. Only the thread that sends the request writes to it, except for {@link #timeOut()}.
 */
public final class HttpCall {

    private final Connection connection;
    private final Predicate<String> isKeyOfPermit;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private volatile boolean sent;
    private volatile boolean timedOut;
    private boolean complete;
    private boolean endedByClose;
    private int status;
    private byte[] body = new byte[0];
    private String excess = "";
    private long startedAt;
    private long at;
    private Throwable failure;

    /**
     * @param connection where the request goes
     * @param isKeyOfPermit tests whether an API key is the one that the request's permit belongs to
     */
    public HttpCall(Connection connection, Predicate<String> isKeyOfPermit) {
        this.connection = connection;
        this.isKeyOfPermit = isKeyOfPermit;
    }

    /** The outcome of the request. */
    public HttpAnswer answer() {
        return new HttpAnswer(sent, timedOut, complete, status, headers, body, excess, endedByClose, at, failure);
    }

    /** @param now nanoseconds of the monotonic clock */
    public void start(long now) {
        startedAt = now;
    }

    /** When the request was made, in nanoseconds of the monotonic clock. */
    public long startedAt() {
        return startedAt;
    }

    /**
     * Records that the request failed before a complete answer was read.
     *
     * @param now the monotonic clock, in nanoseconds
     */
    public void fail(Throwable reason, long now) {
        failure = reason;
        if (!complete) {
            at = now;
        }
    }

    Connection connection() {
        return connection;
    }

    boolean mayCarry(String key) {
        return isKeyOfPermit.test(key);
    }

    void send() {
        sent = true;
    }

    /** Records that nothing of the request was written after all. */
    void unsend() {
        sent = false;
    }

    void timeOut() {
        timedOut = true;
    }

    void head(int code, long now) {
        status = code;
        at = now;
    }

    void header(String name, String value) {
        headers.add(Map.entry(name, value));
    }

    void body(byte[] bytes, long now) {
        body = bytes;
        at = now;
        complete = true;
    }

    /**
     * Records that the answer was too large.
     *
     * @param what the part of the answer that exceeded its limit
     */
    void exceed(String what) {
        excess = what;
    }

    void endedByClose() {
        endedByClose = true;
    }
}
