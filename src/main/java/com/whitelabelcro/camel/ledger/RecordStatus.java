package com.whitelabelcro.camel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of a record at one moment.
 *
 * @param id the entry
 * @param action the action's name
 * @param connection the connection's name
 * @param state its state
 * @param answer the API's answer; empty if it was not applied, or if the answer was deleted
 * @param failure why it was given up; empty if it was not
 * @param attempts how many requests were made
 * @param created when it arrived
 * @param ended when it ended; empty if it has not
 */
public record RecordStatus(EntryId id, String action, String connection, EntryState state, Optional<StoredAnswer> answer,
        Optional<Failure> failure, int attempts, Instant created, Optional<Instant> ended) {

    /** Whether the record has ended, in whatever way. */
    public boolean isEnded() {
        return state != EntryState.QUEUED && state != EntryState.IN_FLIGHT;
    }
}
