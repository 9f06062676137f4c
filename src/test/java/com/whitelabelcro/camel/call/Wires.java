package com.whitelabelcro.camel.call;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers as they come off the wire, made by hand. */
public final class Wires {

    private Wires() {}

    /** A whole answer. */
    public static Wire answer(int status, String body, Map<String, String> headers) {
        Wire wire = head(status);
        headers.forEach(wire::header);
        wire.answer(body.getBytes(StandardCharsets.UTF_8), 0);
        return wire;
    }

    /** An answer that is longer than what is read of it. */
    public static Wire huge(int status, String body) {
        Wire wire = head(status);
        wire.answer(body.getBytes(StandardCharsets.UTF_8), 0);
        wire.exceed("a body of more than 1 MiB");
        return wire;
    }

    /** An answer that broke off after its status. */
    public static Wire brokenOff(int status) {
        Wire wire = head(status);
        wire.fail(new java.io.EOFException("cut"), 0);
        return wire;
    }

    /** A request that was sent and got no answer. */
    public static Wire lost() {
        Wire wire = new Wire(null, null);
        wire.send();
        wire.fail(new java.net.SocketException("reset"), 0);
        return wire;
    }

    /** A request that took too long. */
    public static Wire timedOut() {
        Wire wire = lost();
        wire.timeOut();
        return wire;
    }

    /** A request that did not leave this machine. */
    public static Wire neverSent(Throwable why) {
        Wire wire = new Wire(null, null);
        wire.fail(why, 0);
        return wire;
    }

    private static Wire head(int status) {
        Wire wire = new Wire(null, null);
        wire.send();
        wire.head(status, 0);
        return wire;
    }
}
