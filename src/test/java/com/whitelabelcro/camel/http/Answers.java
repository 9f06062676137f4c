package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.model.HttpAnswer;
import java.io.EOFException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Creates answers as the HTTP client delivers them. */
public final class Answers {

    private Answers() {}

    /** A complete answer. */
    public static HttpAnswer answer(int status, String body, Map<String, String> headers) {
        HttpCall call = head(status);
        headers.forEach(call::header);
        call.body(body.getBytes(StandardCharsets.UTF_8), 0);
        return call.answer();
    }

    /** An answer that is longer than the part that is read. */
    public static HttpAnswer huge(int status, String body) {
        HttpCall call = head(status);
        call.body(body.getBytes(StandardCharsets.UTF_8), 0);
        call.exceed("a body of more than 1 MiB");
        return call.answer();
    }

    /** An answer without a length, which ends when its TCP connection is closed. */
    public static HttpAnswer endedByClose(int status, String body) {
        HttpCall call = head(status);
        call.body(body.getBytes(StandardCharsets.UTF_8), 0);
        call.endedByClose();
        return call.answer();
    }

    /** An answer that broke off after its status. */
    public static HttpAnswer brokenOff(int status) {
        HttpCall call = head(status);
        call.fail(new EOFException("cut"), 0);
        return call.answer();
    }

    /** A request that was sent and got no answer. */
    public static HttpAnswer lost() {
        return unanswered(new SocketException("reset"));
    }

    /** A request that was sent and got no answer, for the given reason. */
    public static HttpAnswer unanswered(Throwable why) {
        HttpCall call = new HttpCall(null, null);
        call.send();
        call.fail(why, 0);
        return call.answer();
    }

    /** A request that took too long. */
    public static HttpAnswer timedOut() {
        HttpCall call = new HttpCall(null, null);
        call.send();
        call.timeOut();
        call.fail(new SocketException("reset"), 0);
        return call.answer();
    }

    /** A request that did not leave this machine. */
    public static HttpAnswer neverSent(Throwable why) {
        HttpCall call = new HttpCall(null, null);
        call.fail(why, 0);
        return call.answer();
    }


    private static HttpCall head(int status) {
        HttpCall call = new HttpCall(null, null);
        call.send();
        call.head(status, 0);
        return call;
    }
}
