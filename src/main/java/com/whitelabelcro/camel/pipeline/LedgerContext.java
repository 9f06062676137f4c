package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import org.apache.camel.Exchange;

/** What travels with an exchange between the steps of once: the record, what the ledger said to it, and how it ended. */
public final class LedgerContext {

    /** An exchange property: how an import recognises the record, a {@link ImportRowKey}; if it fails, it is stored. */
    public static final String ROW = "wlcroRow";
    /** An exchange property: which entry this record drives again, an {@link EntryId}. */
    public static final String REDRIVING = "wlcroRedriving";

    /**
     * An exchange property: what the route says to an intake, a {@link String}: the record was sent, and how it ended
     * could not be written down, for this reason.
     */
    public static final String NOT_WRITTEN_DOWN = "wlcroNotWrittenDown";

    private static final String PROPERTY = "wlcroOnce";

    private final LedgerRequest submission;
    private BeginResult verdict;
    private Throwable failure;
    private boolean ended;

    public LedgerContext(LedgerRequest submission) {
        this.submission = submission;
    }

    static LedgerContext of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, LedgerContext.class);
    }

    public void travelWith(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The record's entry as an expression, for the Idempotent Consumer. */
    public static EntryId entryOf(Exchange exchange) {
        BeginResult said = of(exchange).verdict;
        if (said instanceof BeginResult.Send send) {
            return send.entry().id();
        }
        return ((BeginResult.Duplicate) said).id();
    }

    /** Notes that the record of this exchange rests before it is tried again: what was sent of it was not applied. */
    public static void rests(Exchange exchange, Ledger ledger, int requests) {
        ledger.resting(of(exchange).entry(), requests);
    }

    LedgerRequest submission() {
        return submission;
    }

    void say(BeginResult said) {
        verdict = said;
    }

    boolean isToBeSent() {
        return verdict instanceof BeginResult.Send;
    }

    /** The right to send it; only if it is to be sent. */
    EntryLease entry() {
        return ((BeginResult.Send) verdict).entry();
    }

    /** Says that how it ended is being written down; true once. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    void fail(Throwable why) {
        failure = why;
    }

    /** Why it failed; null if it did not. */
    Throwable failure() {
        return failure;
    }
}
