package com.whitelabelcro.camel.ledger;

/**
 * The right to send one record: its entry is in flight, and this process holds it.
 *
 * @param id of the entry
 * @param owner the number under which this process held the ledger when it was given; it fences off whoever comes back
 *     after its lease was lost
 * @param submission what is to be sent
 * @param before what the API answered when it applied something of this identity last; null if nothing is known
 * @param earlierRequests how many requests were made for it before it was driven again; 0 for a new one
 */
public record EntryLease(EntryId id, long owner, LedgerRequest submission, StoredAnswer before, int earlierRequests) {

    public EntryLease(EntryId id, long owner, LedgerRequest submission) {
        this(id, owner, submission, null, 0);
    }
}
