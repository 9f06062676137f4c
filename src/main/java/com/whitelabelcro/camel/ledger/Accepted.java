package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.Unavailable;
import java.util.List;
import java.util.Map;

/**
 * The result of queueing a list of records. Either all of them are stored, or none is.
 *
 * @param results if they are stored, one for each record, in their order: {@link BeginResult.Queued}, or
 *     {@link BeginResult.Duplicate} if it was applied before; otherwise empty
 * @param refused why none is stored, by the index of a record: {@link BeginResult.ConflictsWith},
 *     {@link BeginResult.OtherIsQueued}, {@link BeginResult.OtherInList} or {@link BeginResult.EarlierOutcomeUnknown}; empty if they
 *     are stored, or if the queue is full
 * @param room whether there was room for all of them
 */
public record Accepted(List<BeginResult> results, Map<Integer, BeginResult> refused, Room room) {

    /** Whether the queue has room for more records. */
    public enum Room {
        ENOUGH,
        /** The caller's share of the queue has none. */
        SHARE_FULL,
        /** The queue has none. */
        QUEUE_FULL
    }

    public Accepted {
        results = List.copyOf(results);
    }

    /** Whether the queue, or the caller's share of it, has no room for all of them. */
    public boolean isFull() {
        return room != Room.ENOUGH;
    }

    /**
     * The ledger's decision if there was one record.
     *
     * @param details of that record
     * @throws Unavailable if the queue is full
     */
    public BeginResult only(Details details) {
        if (isFull()) {
            throw new Unavailable("not accepted: as many records wait in the queue as it may hold (wlcro.queue.max); send it"
                    + " again later", details);
        }
        return isStored() ? results.get(0) : refused.get(0);
    }

    /** Whether the records are stored. */
    public boolean isStored() {
        return !isFull() && refused.isEmpty();
    }
}
