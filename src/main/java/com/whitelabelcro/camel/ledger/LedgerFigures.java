package com.whitelabelcro.camel.ledger;

import java.util.Map;

/**
 * Figures of a ledger for monitoring.
 *
 * @param listed how many records are in the list of failed records, by state
 * @param bytes the size of the ledger in its database
 */
public record LedgerFigures(Map<EntryState, Long> listed, long bytes) {

    /** How many records of this state are in the list of failed records. */
    public long listed(EntryState state) {
        return listed.getOrDefault(state, 0L);
    }
}
