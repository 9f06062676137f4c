package com.whitelabelcro.camel.once;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many entries there are.
 *
 * @param ended by their state
 * @param inFlight those that wait, or whose answer is not there yet
 * @param oldest when the oldest of them came; empty if there is none
 */
public record Counts(Map<EntryState, Long> ended, long inFlight, Optional<Instant> oldest) {

    /** How many ended so. */
    public long of(EntryState state) {
        return ended.getOrDefault(state, 0L);
    }
}
