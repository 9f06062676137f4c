package com.whitelabelcro.camel.sandbox;

import com.whitelabelcro.camel.sandbox.FakeCrm.RequestOutcome;
import com.whitelabelcro.camel.sandbox.SandboxServer.Latency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;

/**
 * One request to the API, from its arrival to its answer. The checks come in the order of a real gateway: script, key
 * (401), quota (429), faults, scope (403), body (400, 404, 405, 413, 415), record (404), and then it is applied.
 */
final class ApiCall {

    private final SandboxState world;
    private final ClassicHttpRequest request;
    private final String path;
    private final RequestAdmission.Arrival arrival;
    private final AnswerStyle style;
    private final List<String> headerNames;
    private byte[] body;
    private boolean applied;
    private boolean gone;

    ApiCall(SandboxState world, ClassicHttpRequest request, String path) {
        this.world = world;
        this.request = request;
        this.path = path;
        Header key = request.getFirstHeader("X-Api-Key");
        this.arrival = world.gate().arrive(path, key == null ? null : key.getValue());
        this.headerNames = Arrays.stream(request.getHeaders()).map(Header::getName).toList();
        this.style = arrival.config().answers();
        world.tally().arrived(arrival);
    }

    /** Reads the body, waits as long as this answer takes, and answers or fails. */
    void run(ResponseWriter wire, Latency pauses) throws HttpException, IOException {
        try {
            note(0);
            body = request.getEntity() == null ? new byte[0]
                    : request.getEntity().getContent().readNBytes(Write.LARGEST_BODY + 1);
            if (style.keepBodies()) {
                note(0);
            }
            pauses.hold(arrival.pause());
            Fault fault = fault();
            if (fault == null) {
                send(wire, answer());
            } else {
                fail(fault, wire, pauses);
            }
        } finally {
            leave();
        }
    }

    private SandboxAnswer answer() {
        return switch (arrival.decision()) {
            case SCRIPTED -> SandboxAnswer.scripted(arrival.step());
            case UNKNOWN_KEY -> refused(new RequestOutcome.Rejected(401, "unauthorized",
                    "X-Api-Key is missing, malformed, unknown or revoked"));
            case OVER_LIMIT -> {
                SandboxAnswer answer = refused(new RequestOutcome.Rejected(429, "rate_limited",
                        "More than " + arrival.config().rateLimit().limit() + " requests per "
                                + arrival.config().rateLimit().windowName()));
                world.rateHeaders().retryAfterReset(arrival, answer);
                yield answer;
            }
            case ADMITTED -> admitted();
        };
    }

    private SandboxAnswer admitted() {
        RequestOutcome outcome = new Write(arrival, request, path, body).applyTo(world);
        if (outcome instanceof RequestOutcome.Applied done) {
            applied = true;
            world.tally().applied(done);
            boolean created = switch (style.success()) {
                case OK_200 -> false;
                case CREATED_201 -> true;
                case MIXED -> arrival.draw().asCreated();
            };
            return SandboxAnswer.json(created && !done.upsert() ? 201 : 200, done.answer());
        }
        return refused((RequestOutcome.Rejected) outcome);
    }

    private void fail(Fault fault, ResponseWriter wire, Latency pauses) throws HttpException, IOException {
        switch (fault) {
            case DOWN, STATUS_503 -> {
                SandboxAnswer answer = refused(new RequestOutcome.Rejected(503, "unavailable", "The service is unavailable"));
                world.rateHeaders().retryAfterOutage(arrival, answer);
                send(wire, answer);
            }
            case STATUS_500 -> send(wire, refused(new RequestOutcome.Rejected(500, "internal_error", "Something went wrong")));
            case HTML -> send(wire, SandboxAnswer.of(200, "text/html; charset=utf-8",
                    "<!DOCTYPE html><html><body><h1>We will be right back</h1></body></html>"));
            case REDIRECT -> {
                SandboxAnswer answer = SandboxAnswer.empty(302);
                answer.headers().put("Location", arrival.config().faults().redirectTo().toString());
                send(wire, answer);
            }
            case RESET_BEFORE -> {
                leave();
                wire.reset();
            }
            case RESET_AFTER -> {
                answer();
                lose();
                wire.reset();
            }
            case DELAY -> {
                SandboxAnswer answer = answer();
                pauses.hold(arrival.config().faults().delayFor().toNanos());
                if (wire.isAbandoned()) {
                    lose();
                    wire.reset();
                } else {
                    send(wire, answer);
                }
            }
            case CUT -> {
                SandboxAnswer answer = headed(answer());
                lose();
                // An answer without a body cannot be cut off; it is not sent at all.
                if (answer.body() == null) {
                    wire.reset();
                } else {
                    wire.sendCut(answer);
                }
            }
            case HUGE -> sendHuge(wire, answer());
        }
    }

    private void sendHuge(ResponseWriter wire, SandboxAnswer answer) throws HttpException, IOException {
        if (!applied) {
            send(wire, answer);
            return;
        }
        deliver(headed(answer), wire, wire::sendHuge);
    }

    private void send(ResponseWriter wire, SandboxAnswer answer) throws HttpException, IOException {
        deliver(headed(answer), wire, wire::send);
    }

    private interface Sending {
        void send(SandboxAnswer answer) throws HttpException, IOException;
    }

    /** Everything is counted before the answer is sent, so that a client that has the answer finds it in the statistics. */
    private void deliver(SandboxAnswer answer, ResponseWriter wire, Sending sending) throws HttpException, IOException {
        world.tally().answered(answer.status());
        note(answer.status());
        leave();
        try {
            sending.send(answer);
        } catch (IOException e) {
            if (applied && !wire.isWritten()) {
                world.tally().answerLost();
            }
            throw e;
        }
    }

    private SandboxAnswer headed(SandboxAnswer answer) {
        world.rateHeaders().describe(arrival, answer);
        answer.headers().put("X-Request-Id", "sandbox-" + arrival.seq());
        if (arrival.step() != null) {
            answer.replace(arrival.step().headers());
        }
        return answer;
    }

    private void lose() {
        if (applied) {
            world.tally().answerLost();
        }
        leave();
    }

    private void leave() {
        if (!gone) {
            gone = true;
            world.tally().left();
        }
    }

    /** The fault of this request; null if it has none. */
    private Fault fault() {
        return arrival.draw() == null ? null : arrival.draw().fault();
    }

    private SandboxAnswer refused(RequestOutcome.Rejected refusal) {
        return SandboxAnswer.refused(refusal, style.errors());
    }

    private void note(int status) {
        Fault fault = fault();
        world.history().put(new SandboxRequest(arrival.seq(), world.tally().millisOf(arrival.time()),
                request.getMethod(), path.split("\\?", 2)[0],
                arrival.account() == null ? 0 : arrival.account().index(), status,
                fault == null ? null : fault.json(), headerNames,
                style.keepBodies() && body != null ? new String(body, StandardCharsets.UTF_8) : null));
    }
}
