package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.ErrorType;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.importer.StopReason;
import com.whitelabelcro.camel.importer.StopReason.Cause;
import com.whitelabelcro.camel.importer.Target;
import com.whitelabelcro.camel.importer.Target.QuotaUse;
import com.whitelabelcro.camel.importer.Target.SendResult;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.model.ApiRecord;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.request.RequestFactory;
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

    private final ActionClient session;
    private final Action action;
    private final String connection;
    private final boolean force;
    private final boolean sandbox;
    private final SentBefore before;
    private final RequestFactory prepare;

    /**
     * @param connection null for the default one
     * @param force whether records are sent that were applied before
     * @param sandbox whether the target is a sandbox that ends with the import; it belongs to no company and accepts records of any
     * @param before what the ledger knows of the records, for the plan
     */
    public PackTarget(ActionClient session, Action action, String connection, boolean force, boolean sandbox, SentBefore before) {
        this.session = session;
        this.action = action;
        this.connection = connection;
        this.force = force;
        this.sandbox = sandbox;
        this.before = before;
        this.prepare = new RequestFactory(session.settings());
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
    public Optional<String> request(Map<String, Object> body) {
        try {
            WriteRequest request = prepare.prepare(action, body, connection, null);
            return Optional.of(action.method() + " " + request.path() + " " + request.fields());
        } catch (InvalidRequest e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean remembers() {
        return before.isKnown() && !force;
    }

    @Override
    public Optional<SendResult> known(Map<String, Object> body, ImportRowKey key) {
        return remembers() ? before.of(prepare.prepare(action, body, connection, null), key) : Optional.empty();
    }

    @Override
    public void send(Map<String, Object> body, ImportRowKey key, Consumer<SendResult> done) {
        Map<String, Object> headers = new HashMap<>();
        if (connection != null) {
            headers.put(WlcroHeaders.CONNECTION, connection);
        }
        if (force) {
            headers.put(WlcroHeaders.FORCE, true);
        }
        ImportRowKey known = sandbox && !key.account().equals(AccountMark.NONE) ? ImportRowKey.NONE : key;
        session.begin(action, body, headers, Map.of(RecordProperties.IMPORT_ROW, known), end -> done.accept(sent(end)));
    }

    private SendResult sent(Exchange end) {
        Message answer = end.getMessage();
        String notNoted = end.getProperty(RecordProperties.OUTCOME_NOT_STORED, String.class);
        if (notNoted != null) {
            return new SendResult.NotNoted(asItIsKnown(end, notNoted), new StopReason(causeInLedger(), notNoted));
        }
        boolean before = answer.getHeader(WlcroHeaders.DUPLICATE, false, Boolean.class);
        return before ? sentBefore(answer) : result(end.getException(), isListed(answer));
    }

    /**
     * The result for a record whose outcome could not be stored. A later import cannot know what the API has applied.
     */
    private static SendResult.GivenUp asItIsKnown(Exchange end, String why) {
        WlcroException failure = end.getException(WlcroException.class);
        if (failure != null && !(failure instanceof OutcomeUnknown)) {
            return new SendResult.GivenUp(failure.getError(), failure.getMessage(), false, false);
        }
        String what = failure != null ? failure.getMessage()
                : "it was applied" + ApiRecord.namedIn(end.getMessage().getBody(Map.class)).map(each -> " as " + each).orElse("");
        return new SendResult.GivenUp("OutcomeUnknown", what + ", but that could not be stored: " + why, true, false);
    }

    private static SendResult sentBefore(Message answer) {
        return new SendResult.AlreadySent("entry " + answer.getHeader(WlcroHeaders.ENTRY)
                + ApiRecord.namedIn(answer.getBody(Map.class)).map(each -> ", " + each).orElse(""));
    }

    private boolean isListed(Message answer) {
        return answer.getHeader(WlcroHeaders.ENTRY) != null && ledger().isPresent();
    }

    private SendResult result(Exception failure, boolean listed) {
        if (failure == null) {
            return new SendResult.Succeeded();
        } else if (!(failure instanceof WlcroException typed)) {
            String what = "internal error while sending: " + failure.getClass().getSimpleName();
            return new SendResult.GivenUp(ErrorType.OUTCOME_UNKNOWN.label(), what, true, listed);
        } else if (!typed.isAboutTheRecord() || isRemoved()) {
            Cause cause = typed instanceof Unauthorized ? Cause.KEY_REFUSED
                    : ledgerFailure().isPresent() ? causeInLedger() : Cause.CONNECTION;
            return new SendResult.NotApplied(new StopReason(cause, typed.getMessage()));
        } else {
            return new SendResult.GivenUp(typed.getError(), typed.getMessage(), typed instanceof OutcomeUnknown, listed);
        }
    }

    /** Whether the connection was removed from the configuration since the import began. */
    private boolean isRemoved() {
        return session.settings().connection(connection == null ? Connection.DEFAULT : connection).isEmpty();
    }

    @Override
    public Optional<LedgerException> ledgerFailure() {
        return session.pack().ledger().failure();
    }

    private Cause causeInLedger() {
        return ledgerFailure().map(StopReason::causeOf).orElse(Cause.LEDGER_NOT_WRITABLE);
    }

    @Override
    public boolean isSafeToRepeat(Map<String, Object> body) {
        try {
            return force || prepare.prepare(action, body, connection, null).repeatable();
        } catch (InvalidRequest e) {
            // The error is reported when the record is sent.
            return true;
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

    @Override
    public AccountMark account() {
        if (sandbox) {
            return AccountMark.NONE;
        } else if (before.isKnown()) {
            return before.mark();
        }
        Connection own = session.settings().connection(connection == null ? Connection.DEFAULT : connection).orElseThrow();
        try {
            return session.account(own);
        } catch (ConfigurationException e) {
            // The error is reported when the first record is sent.
            return AccountMark.NONE;
        }
    }

    @Override
    public QuotaUse quota() {
        ConnectionSnapshot state = session.pack().view().state(connection == null ? Connection.DEFAULT : connection);
        Optional<String> note = state.openFor() == 0 ? Optional.empty() : Optional.of(
                state.why() + "; next try in " + Math.max(1, Duration.ofNanos(state.openFor()).toSeconds()) + " s");
        return new QuotaUse(state.used(), state.limit(), session.settings().period(), state.waiting(), note);
    }
}
