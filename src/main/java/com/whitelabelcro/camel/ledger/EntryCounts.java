package com.whitelabelcro.camel.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many entries there are.
 *
 * @param settled by their state, those that nothing is to be done about
 * @param owed by their state, those that stand in the list of failed records
 * @param inFlight those that wait, or whose answer is not there yet
 * @param oldest when the oldest of them came; empty if there is none
 */
public record EntryCounts(Map<EntryState, Long> settled, Map<EntryState, Long> owed, long inFlight, Optional<Instant> oldest) {

    /** How many ended so. */
    public long of(EntryState state) {
        return settled.getOrDefault(state, 0L) + owed(state);
    }

    /** How many ended, in whatever way. */
    public long ended() {
        return Stream.of(settled, owed).flatMap(each -> each.values().stream()).mapToLong(Long::longValue).sum();
    }

    /** How many of those stand in the list of failed records. */
    public long owed(EntryState state) {
        return owed.getOrDefault(state, 0L);
    }
}
