package com.whitelabelcro.camel.ledger;

/**
 * The right to send one record: its entry is in flight and belongs to this process.
 *
 * @param id the entry
 * @param owner the id under which this process used the ledger when the lease was granted. It is the fencing token: a process
 *     that resumes after it has lost its lease is refused
 * @param request the record to send
 * @param before the API's last answer for this identity; null if none is known
 * @param earlierRequests how many requests were made before the entry was redriven; 0 for a new entry
 * @param perhapsApplied whether this entry, or an earlier one with the same content, failed and may have been applied
 * @param marked whether the entry was already marked as possibly sent, in the transaction that took its permit, so that its
 *     first request needs no {@link Ledger#sending} on disk
 */
public record EntryLease(EntryId id, long owner, LedgerRequest request, StoredAnswer before, int earlierRequests,
        boolean perhapsApplied, boolean marked) {

    /** A lease for a new entry without an earlier answer. */
    public EntryLease(EntryId id, long owner, LedgerRequest request) {
        this(id, owner, request, null, 0, false, false);
    }

    /** The lease after {@link Ledger#waitingForRetry}: the next request must be marked before it is sent. */
    public EntryLease unmarked() {
        return new EntryLease(id, owner, request, before, earlierRequests, perhapsApplied, false);
    }
}
