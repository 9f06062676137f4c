package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.ratelimit.Permit;
import org.apache.camel.Exchange;

/** One record on its way: what is to be sent, how often it was, and what is to become of it next. */
public final class WriteContext {

    private static final String PROPERTY = "wlcroDelivery";

    private final WriteRequest request;
    private final AccountId account;
    private final long ticket;
    private final long giveUpAfter;
    private int requests;
    private int counted;
    private long deadline = Long.MAX_VALUE;
    private Permit permit;
    private long retryInMillis = -1;

    /**
     * @param request what is to be sent
     * @param account whose record it is
     * @param ticket its place in the order
     * @param giveUpAfter how long after its first request it is tried again, nanoseconds
     */
    public WriteContext(WriteRequest request, AccountId account, long ticket, long giveUpAfter) {
        this.request = request;
        this.account = account;
        this.ticket = ticket;
        this.giveUpAfter = giveUpAfter;
    }

    /** The delivery that travels with this exchange; null if there is none. */
    public static WriteContext of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WriteContext.class);
    }

    public void travelWith(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    public WriteRequest request() {
        return request;
    }

    /** How many requests were made. */
    public int requests() {
        return requests;
    }

    /**
     * How many of them count to {@code wlcro.retry.max-attempts}: all but those that found out for others whether a
     * closed connection is well again.
     */
    public int counted() {
        return counted;
    }

    /** When trying again makes no sense any more; {@link Long#MAX_VALUE} before the first request. */
    public long deadline() {
        return deadline;
    }

    /** The permit of the present attempt; null before its turn. */
    public Permit permit() {
        return permit;
    }

    /** What was decided after a failure: try again after so many milliseconds. */
    public void retryIn(long millis) {
        retryInMillis = millis;
    }

    /** What was decided after a failure: no more. */
    public void giveUp() {
        retryInMillis = -1;
    }

    public boolean isRetried() {
        return retryInMillis >= 0;
    }

    public long retryInMillis() {
        return retryInMillis;
    }

    AccountId account() {
        return account;
    }

    long ticket() {
        return ticket;
    }

    void begin(Permit granted, long now) {
        permit = granted;
        retryInMillis = -1;
        if (!granted.isForAll()) {
            counted++;
        }
        if (deadline == Long.MAX_VALUE) {
            deadline = now + giveUpAfter;
        }
    }

    /** Counts a request, just before it is made. */
    public void countRequest() {
        requests++;
    }

    /** Gives the permit back whatever went wrong; does nothing if that was done. */
    public void settle(long now) {
        if (permit != null) {
            permit.report(CallResult.none(now));
        }
    }

    /** Names only: the request is personal data. */
    @Override
    public String toString() {
        return request + ", request " + requests;
    }
}
