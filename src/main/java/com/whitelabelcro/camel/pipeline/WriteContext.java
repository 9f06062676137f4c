package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.http.HttpCall;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.ratelimit.Permit;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * All that is known of one record on its way through the pipeline, in one property of the isolated exchange. The parts stand
 * below in the order in which the steps fill them in.
 *
 * <p>Not thread-safe: a record is in one step at a time. Only {@link #complete()} may be called from two threads, if a step
 * is broken off by an {@link Error}.
 */
public final class WriteContext {

    /** An exchange property of an importer: how it recognises the record, an {@link ImportRowKey}. */
    public static final String IMPORT_ROW = "wlcroImportRow";

    /** An exchange property of a redrive: the failed entry that is sent again, an {@link EntryId}. */
    public static final String REDRIVEN_ENTRY = "wlcroRedrivenEntry";

    /**
     * An exchange property that the pipeline sets for its caller, a {@link String}: the record was sent, but the ledger could
     * not store how it ended, for this reason.
     */
    public static final String OUTCOME_NOT_STORED = "wlcroOutcomeNotStored";

    private static final String PROPERTY = "wlcroWrite";
    private static final long NEVER = Long.MAX_VALUE;
    private static final long NO_RETRY = -1;

    // PrepareProcessor
    private final WriteRequest request;
    private final LedgerRequest ledgerRequest;
    private final AccountId account;
    private final long sequence;
    private final long retryFor;

    // LedgerBeginProcessor
    private BeginResult beginResult;

    // PermitProcessor
    private Permit permit;
    private int attempts;
    private long deadline = NEVER;

    // HttpRequestProcessor
    private HttpCall call;
    private int requests;

    // ClassifyProcessor
    private long retryDelay = NO_RETRY;

    // LedgerCompleteProcessor
    private Throwable failure;
    private boolean completed;

    /**
     * @param request what is to be sent
     * @param ledgerRequest the same as the ledger sees it
     * @param account whose record it is
     * @param sequence its place in the order in which records arrived
     * @param retryFor how long after its first permit it may be tried again, in nanoseconds
     */
    WriteContext(WriteRequest request, LedgerRequest ledgerRequest, AccountId account, long sequence, long retryFor) {
        this.request = request;
        this.ledgerRequest = ledgerRequest;
        this.account = account;
        this.sequence = sequence;
        this.retryFor = retryFor;
    }

    /** The context of this exchange; null if the record did not get past {@link PrepareProcessor}. */
    static WriteContext of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WriteContext.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    WriteRequest request() {
        return request;
    }

    LedgerRequest ledgerRequest() {
        return ledgerRequest;
    }

    AccountId account() {
        return account;
    }

    long sequence() {
        return sequence;
    }

    /** The details of a failure that no answer of the API caused. */
    Details details() {
        return details(List.of());
    }

    Details details(List<String> violations) {
        return new Details(request.action().name(), request.connection().name(), 0, "", violations, requests, "");
    }

    void begin(BeginResult result) {
        beginResult = result;
    }

    /** Whether the ledger told this process to send the record. */
    boolean isToBeSent() {
        return beginResult instanceof BeginResult.Send;
    }

    /** The entry that is to be sent, or whose answer is replayed. */
    EntryId entry() {
        return isToBeSent() ? lease().id() : ((BeginResult.Duplicate) beginResult).id();
    }

    /** The right to send the record; only if {@link #isToBeSent()}. */
    EntryLease lease() {
        return ((BeginResult.Send) beginResult).entry();
    }

    /** Starts an attempt: the first one sets the deadline. A half-open probe for others does not count as an attempt. */
    void grant(Permit granted, long now) {
        permit = granted;
        retryDelay = NO_RETRY;
        if (!granted.isProbeForOthers()) {
            attempts++;
        }
        if (deadline == NEVER) {
            deadline = now + retryFor;
        }
    }

    /** The permit of the present attempt; null before the first one. */
    Permit permit() {
        return permit;
    }

    /** Returns the permit whatever went wrong; does nothing if that has been done. */
    void releasePermit(long now) {
        if (permit != null) {
            permit.report(CallResult.none(now));
        }
    }

    /** How many attempts count towards {@code wlcro.retry.max-attempts}. */
    int attempts() {
        return attempts;
    }

    /** When the record is given up, in nanoseconds of the monotonic clock. */
    long deadline() {
        return deadline;
    }

    void send(HttpCall next) {
        call = next;
        requests++;
    }

    HttpCall call() {
        return call;
    }

    /** How many requests were made. */
    int requests() {
        return requests;
    }

    void retryIn(long millis) {
        retryDelay = millis;
    }

    void giveUp() {
        retryDelay = NO_RETRY;
    }

    boolean isRetried() {
        return retryDelay >= 0;
    }

    /** How long the record rests before its next attempt, in milliseconds. */
    long retryDelay() {
        return retryDelay;
    }

    void fail(Throwable why) {
        failure = why;
    }

    /** Why the record failed; null if it did not. */
    Throwable failure() {
        return failure;
    }

    /** Claims the right to store how the record ended; true for the first caller only. */
    synchronized boolean complete() {
        boolean first = !completed;
        completed = true;
        return first;
    }

    /** Names only: the request is personal data. */
    @Override
    public String toString() {
        return request + ", request " + requests;
    }
}
