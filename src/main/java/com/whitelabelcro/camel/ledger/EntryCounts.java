package com.whitelabelcro.camel.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Numbers of ledger entries.
 *
 * @param settled entries that need no action, by state
 * @param listed entries in the list of failed records, by state
 * @param inFlight entries that wait or have no answer yet
 * @param oldest when the oldest entry in flight was created; empty if there is none
 */
public record EntryCounts(Map<EntryState, Long> settled, Map<EntryState, Long> listed, long inFlight, Optional<Instant> oldest) {

    /** How many entries ended in this state. */
    public long of(EntryState state) {
        return settled.getOrDefault(state, 0L) + listed(state);
    }

    /** How many entries ended, in any state. */
    public long ended() {
        return Stream.of(settled, listed).flatMap(each -> each.values().stream()).mapToLong(Long::longValue).sum();
    }

    /** How many entries of this state are in the list of failed records. */
    public long listed(EntryState state) {
        return listed.getOrDefault(state, 0L);
    }
}
