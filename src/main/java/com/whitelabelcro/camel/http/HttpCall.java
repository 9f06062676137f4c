package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.model.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One request while it is under way: which key it may carry, whether it left this machine, and what has come back so far.
 * The thread that sends it fills it in; only {@link #timeOut()} is called by another one.
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
    private long at;
    private Throwable failure;

    /**
     * @param connection where the request goes
     * @param isKeyOfPermit whether an API key is the one whose permit the request has
     */
    public HttpCall(Connection connection, Predicate<String> isKeyOfPermit) {
        this.connection = connection;
        this.isKeyOfPermit = isKeyOfPermit;
    }

    /** What came of the request. */
    public HttpAnswer answer() {
        return new HttpAnswer(sent, timedOut, complete, status, headers, body, excess, endedByClose, at, failure);
    }

    /** The request failed before a complete answer was read. */
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

    /** Nothing of the request was written after all. */
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

    /** @param what which part of the answer was larger than what is read of one */
    void exceed(String what) {
        excess = what;
    }

    void endedByClose() {
        endedByClose = true;
    }
}
