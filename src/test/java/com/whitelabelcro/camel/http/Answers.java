package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.model.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers as they come off the wire, made by hand. */
public final class Answers {

    private Answers() {}

    /** A whole answer. */
    public static HttpAnswer answer(int status, String body, Map<String, String> headers) {
        HttpAnswer wire = head(status);
        headers.forEach(wire::header);
        wire.answer(body.getBytes(StandardCharsets.UTF_8), 0);
        return wire;
    }

    /** An answer that is longer than what is read of it. */
    public static HttpAnswer huge(int status, String body) {
        HttpAnswer wire = head(status);
        wire.answer(body.getBytes(StandardCharsets.UTF_8), 0);
        wire.exceed("a body of more than 1 MiB");
        return wire;
    }

    /** An answer that broke off after its status. */
    public static HttpAnswer brokenOff(int status) {
        HttpAnswer wire = head(status);
        wire.fail(new java.io.EOFException("cut"), 0);
        return wire;
    }

    /** A request that was sent and got no answer. */
    public static HttpAnswer lost() {
        HttpAnswer wire = new HttpAnswer(null, null);
        wire.send();
        wire.fail(new java.net.SocketException("reset"), 0);
        return wire;
    }

    /** A request that took too long. */
    public static HttpAnswer timedOut() {
        HttpAnswer wire = lost();
        wire.timeOut();
        return wire;
    }

    /** A request that did not leave this machine. */
    public static HttpAnswer neverSent(Throwable why) {
        HttpAnswer wire = new HttpAnswer(null, null);
        wire.fail(why, 0);
        return wire;
    }

    private static HttpAnswer head(int status) {
        HttpAnswer wire = new HttpAnswer(null, null);
        wire.send();
        wire.head(status, 0);
        return wire;
    }
}
