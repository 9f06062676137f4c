package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.event.RecordObservation;
import com.whitelabelcro.camel.http.HttpCall;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.ratelimit.MemoryLimit;
import com.whitelabelcro.camel.ratelimit.Permit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Everything that the pipeline knows about one record. It is stored in one property of the copy of the exchange. The fields are
 * declared in the order in which the steps fill them. Three numbers count how often the record was tried:
 *
 * <pre>
 * {@link #calls}     every time a request was handed to camel-http; for events, details and the back-off
 * {@link #requests}  the calls that may have left this machine; stored in the ledger
 * {@link #attempts}  permits that count as an attempt; a half-open probe does not; limited by wlcro.retry.max-attempts
 * </pre>
 *
 * <p>Not thread-safe, because only one step at a time works on a record. Only {@link #complete()} may be called from two threads,
 * which happens if a step is aborted by an {@link Error}.
 */
public final class WriteContext {

    /** Exchange property that holds the {@link RecordObservation} of a record. */
    static final String OBSERVATION = "wlcroObservation";

    private static final String PROPERTY = "wlcroWrite";
    private static final long NEVER = Long.MAX_VALUE;
    private static final long NO_RETRY = -1;

    // PrepareProcessor
    private final WriteRequest request;
    private final LedgerRequest ledgerRequest;
    private final AccountId account;
    private final QueuedRecord later;
    private final long sequence;
    private final long retryFor;
    private boolean interactive = true;
    private MemoryLimit memory;
    private RecordObservation observation;

    // LedgerBeginProcessor
    private BeginResult beginResult;

    // PermitProcessor
    private Permit permit;
    private boolean rejected;
    private int attempts;
    private long deadline = NEVER;

    // HttpRequestProcessor
    private HttpCall call;
    private int calls;

    // ClassifyProcessor
    private int neverSent;
    private boolean unclassified;
    private boolean applied;
    private long retryDelay = NO_RETRY;

    // LedgerCompleteProcessor
    private Throwable failure;
    private boolean completed;

    /**
     * @param request the request to send
     * @param ledgerRequest the same request as the ledger sees it
     * @param account the account that owns the record
     * @param later the record to be queued; null if it is sent now
     * @param sequence the position of the record in the order of arrival
     * @param retryFor how long the record may be retried after its first permit, in nanoseconds
     */
    WriteContext(WriteRequest request, LedgerRequest ledgerRequest, AccountId account, QueuedRecord later, long sequence,
            long retryFor) {
        this.request = request;
        this.ledgerRequest = ledgerRequest;
        this.account = account;
        this.later = later;
        this.sequence = sequence;
        this.retryFor = retryFor;
    }

    /** Returns the context of this exchange, or null if the record did not pass {@link PrepareProcessor}. */
    static WriteContext of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WriteContext.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        observation = exchange.getProperty(OBSERVATION, RecordObservation.class);
    }

    /** Takes memory for the record until {@link #returnMemory}; false if there is too little left. */
    boolean takeMemory(MemoryLimit limit) {
        boolean taken = limit.tryAcquire(request.connection().name(), ledgerRequest.body().length);
        memory = taken ? limit : null;
        return taken;
    }

    /** Returns the memory that the record took, if it did. */
    void returnMemory() {
        if (memory != null) {
            memory.release(request.connection().name(), ledgerRequest.body().length);
            memory = null;
        }
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

    /** Whether a caller waits for the answer; false for a record from the queue and for a row of an import. */
    boolean isInteractive() {
        return interactive && !ledgerRequest.fromQueue();
    }

    /** Remembers that the record is a row of an import. */
    void ofImport() {
        interactive = false;
    }

    /** The record to be queued; empty if it is sent now. */
    Optional<QueuedRecord> later() {
        return Optional.ofNullable(later);
    }

    /** Details for a failure that was not caused by an answer of the API. */
    Details details() {
        return details(List.of());
    }

    Details details(List<String> violations) {
        return new Details(request.action().name(), request.connection().name(), 0, "", violations, calls, requests(), "");
    }

    void begin(BeginResult result, Permit reserved) {
        beginResult = result;
        permit = reserved;
    }

    /** Whether the ledger decided that this process sends the record. */
    boolean isToBeSent() {
        return beginResult instanceof BeginResult.Send;
    }

    /** After {@link com.whitelabelcro.camel.ledger.Ledger#waitingForRetry}: the next request is marked anew. */
    void unmark() {
        beginResult = new BeginResult.Send(lease().unmarked());
    }

    /** Whether the record went into the queue. (A record that came out of it: {@code ledgerRequest().fromQueue()}.) */
    boolean isQueued() {
        return beginResult instanceof BeginResult.Queued;
    }

    /** The entry to be sent, the entry whose answer is replayed, or the entry that is queued. */
    EntryId entry() {
        return isToBeSent() ? lease().id() : beginResult instanceof BeginResult.Queued queued ? queued.id()
                : ((BeginResult.Duplicate) beginResult).id();
    }

    /** The right to send the record. Call it only if {@link #isToBeSent()}. */
    EntryLease lease() {
        return ((BeginResult.Send) beginResult).lease();
    }

    /** Starts an attempt. The first one sets the deadline. */
    void grant(Permit granted, long now) {
        permit = granted;
        if (granted.countsAsAttempt()) {
            attempts++;
        }
        if (deadline == NEVER) {
            deadline = now + retryFor;
        }
    }

    /** Remembers that the record got no permit, for a reason of its connection or of this process. */
    void reject() {
        rejected = true;
    }

    /** Whether the record was not sent for a reason of its connection or of this process. */
    boolean isRejected() {
        return rejected;
    }

    /** The permit of the current attempt, or the one that is reserved for the first; null if there was none yet. */
    Permit permit() {
        return permit;
    }

    /** Returns the permit without an answer. Does nothing if it has been returned. */
    void releasePermit(long now) {
        if (permit != null) {
            permit.release(CallResult.none(now));
        }
    }

    /** How many attempts count towards {@code wlcro.retry.max-attempts}. */
    int attempts() {
        return attempts;
    }

    /** When the record is given up, in nanoseconds of the monotonic clock; {@link Long#MAX_VALUE} before its first permit. */
    long deadline() {
        return deadline;
    }

    void send(HttpCall next) {
        call = next;
        calls++;
        unclassified = true;
        observation.attemptBegins(calls);
    }

    HttpCall call() {
        return call;
    }

    /** How often a request was made, including half-open probes and requests that found no server. */
    int calls() {
        return calls;
    }

    /** How many of the requests may have left this machine. The last one counts until it is classified. */
    int requests() {
        return calls - neverSent;
    }

    /**
     * Remembers the result of the last request, and tells listeners.
     *
     * @param outcome {@code Done}, or the name of the typed error
     * @param sent whether it may have left this machine
     * @param mayHaveBeenApplied whether the API may have applied it
     */
    void classified(HttpAnswer answer, String outcome, boolean sent, boolean mayHaveBeenApplied) {
        unclassified = false;
        neverSent += sent ? 0 : 1;
        applied |= mayHaveBeenApplied;
        observation.attemptEnded(request.connection().name(), outcome, answer.status(), calls,
                Duration.ofNanos(answer.at() - call.startedAt()));
    }

    /** Whether the API may have applied any of the requests. True while the last one is not classified yet. */
    boolean mayHaveBeenApplied() {
        return applied || unclassified;
    }

    void retryIn(long millis) {
        retryDelay = millis;
    }

    boolean isRetried() {
        return retryDelay >= 0;
    }

    /**
     * Returns the delay before the next attempt, in milliseconds, and resets it; negative before the first attempt. Without the
     * reset a failure of the next attempt before {@link ClassifyProcessor}, such as one of the ledger, would be retried too.
     */
    long takeRetryDelay() {
        long delay = retryDelay;
        retryDelay = NO_RETRY;
        return delay;
    }

    void fail(Throwable why) {
        failure = why;
    }

    /** Why the record failed; null if it did not. */
    Throwable failure() {
        return failure;
    }

    /** Takes the right to store how the record ended, which must happen once. Returns true for the first caller only. */
    synchronized boolean complete() {
        boolean first = !completed;
        completed = true;
        return first;
    }

    /** Names only, because the request contains personal data. */
    @Override
    public String toString() {
        return request + ", request " + requests();
    }
}
