package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.app.importer.Quota;
import com.whitelabelcro.camel.app.importer.SendResult;
import com.whitelabelcro.camel.app.importer.Target;
import com.whitelabelcro.camel.connection.Connection;
import com.whitelabelcro.camel.error.Forbidden;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.RateLimited;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.once.ApiRecord;
import com.whitelabelcro.camel.once.Once;
import com.whitelabelcro.camel.once.RowKey;
import com.whitelabelcro.camel.prepare.Prepare;
import com.whitelabelcro.camel.turn.GateState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Sends the records of an import through the pack. */
public final class PackTarget implements Target {

    private final Session session;
    private final Action action;
    private final String connection;
    private final boolean force;
    private final Prepare prepare;
    private volatile boolean keyRefused;

    /**
     * @param connection null for the default one
     * @param force whether records are sent that were done before
     */
    public PackTarget(Session session, Action action, String connection, boolean force) {
        this.session = session;
        this.action = action;
        this.connection = connection;
        this.force = force;
        this.prepare = new Prepare(session.settings());
    }

    @Override
    public Action action() {
        return action;
    }

    @Override
    public List<String> check(Map<String, Object> body) {
        try {
            prepare.prepare(action, body, connection, null);
            return List.of();
        } catch (InvalidRequest e) {
            return e.getViolations().isEmpty() ? List.of(e.getMessage()) : e.getViolations();
        }
    }

    @Override
    public void send(Map<String, Object> body, RowKey key, Consumer<SendResult> done) {
        Map<String, Object> headers = new HashMap<>();
        if (connection != null) {
            headers.put(WlcroHeaders.CONNECTION, connection);
        }
        if (force) {
            headers.put(WlcroHeaders.FORCE, true);
        }
        Exchange end = session.call(action, body, headers, Map.of(Once.ROW, key));
        Message answer = end.getMessage();
        boolean before = answer.getHeader(WlcroHeaders.DUPLICATE, false, Boolean.class);
        boolean listed = answer.getHeader(WlcroHeaders.ENTRY) != null;
        done.accept(before ? sentBefore(answer) : result(end.getException(), listed));
    }

    private static SendResult sentBefore(Message answer) {
        return new SendResult.SentBefore("entry " + answer.getHeader(WlcroHeaders.ENTRY)
                + ApiRecord.namedIn(answer.getBody(Map.class)).map(each -> ", " + each).orElse(""));
    }

    private SendResult result(Exception failure, boolean listed) {
        if (failure == null) {
            return new SendResult.Done();
        } else if (!(failure instanceof WlcroException typed)) {
            return new SendResult.Failed(failure.getClass().getSimpleName(), "the sending itself failed", true, listed);
        } else if (typed instanceof Unauthorized) {
            keyRefused = true;
            return new SendResult.Refused(typed.getMessage());
        } else if (typed.getAttempts() == 0
                && (typed instanceof Unavailable || typed instanceof RateLimited || typed instanceof Forbidden)) {
            // Not sent, and not for anything in the record: the connection is suspended, or the ledger cannot be written.
            return new SendResult.Refused(typed.getMessage());
        } else {
            return new SendResult.Failed(typed.getError(), typed.getMessage(), typed instanceof OutcomeUnknown, listed);
        }
    }

    @Override
    public void stop() {
        session.pack().turnAway();
    }

    @Override
    public Optional<String> ledger() {
        return session.settings().ledger().isInMemory() ? Optional.empty() : Optional.of(session.pack().ledger().place());
    }

    /** Whether the API refused the key, which is an exit code of its own. */
    public boolean keyRefused() {
        return keyRefused;
    }

    @Override
    public Quota quota() {
        GateState state = session.pack().state(connection == null ? Connection.DEFAULT : connection);
        Optional<String> note = state.closedFor() == 0 ? Optional.empty() : Optional.of(
                state.why() + "; next try in " + Math.max(1, Duration.ofNanos(state.closedFor()).toSeconds()) + " s");
        return new Quota(state.used(), state.limit(), session.settings().period(), state.waiting(), note);
    }
}
