package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.model.ApiRecord;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import java.util.Optional;

/** The ledger's decision on a record. */
public sealed interface BeginResult {

    /**
     * Send the record. Its entry is on disk. The receiver must call {@link Ledger#end} exactly once, whatever happens.
     *
     * @param lease the right to send it
     * @param permit what came of its reservation; null if none was made
     */
    record Send(EntryLease lease, PermitStore.Taken permit) implements BeginResult {

        /** Without a reservation. */
        public Send(EntryLease lease) {
            this(lease, null);
        }
    }

    /**
     * The record was applied before, or by an equal request that was in flight.
     *
     * @param id the entry that was applied
     * @param answer the API's answer to that entry
     */
    record Duplicate(EntryId id, StoredAnswer answer) implements BeginResult {}

    /** The record is not sent, and its caller gets an exception. */
    sealed interface Refusal extends BeginResult {

        /** @param details of the record that is refused */
        WlcroException toException(Details details);

        /** The entry of this record; empty if there is none, or if the entry that is named belongs to another record. */
        default Optional<EntryId> entry() {
            return Optional.empty();
        }
    }

    /**
     * An equal request was in flight when the record arrived, and that request failed.
     *
     * @param id the entry that failed
     * @param failure why it failed
     */
    record SharedFailure(EntryId id, Failure failure) implements Refusal {

        @Override
        public WlcroException toException(Details details) {
            return failure.toException();
        }

        @Override
        public Optional<EntryId> entry() {
            return Optional.of(id);
        }
    }

    /**
     * The same record was sent before, and its outcome is unknown. A person looks it up in the API and then discards
     * the entry, or sends it again with {@link LedgerRequest#redriving} or {@link LedgerRequest#forced}.
     *
     * @param id the entry whose outcome is unknown
     * @param failure why it is unknown
     */
    record EarlierOutcomeUnknown(EntryId id, Failure failure) implements Refusal {

        @Override
        public WlcroException toException(Details details) {
            return failure.toException();
        }

        @Override
        public Optional<EntryId> entry() {
            return Optional.of(id);
        }
    }

    /**
     * The same record was sent before with other content and was applied, or may have been applied. Without an external
     * id this request could only create a second record. A person changes the first record, or sends this one with
     * {@link LedgerRequest#forced}.
     *
     * @param id the entry that was sent
     * @param answer the API's answer to it; null if it is unknown whether it was applied
     * @param repeatable whether that entry can safely be sent again to find out
     */
    record ConflictsWith(EntryId id, StoredAnswer answer, boolean repeatable) implements Refusal {

        @Override
        public WlcroException toException(Details details) {
            String before = "not sent: it was sent before with other content, as entry " + id;
            String anyway = "or send this one anyway (--force, WlcroForce)";
            return new Conflict(answer != null
                    ? before + ApiRecord.namedIn(answer.asMap()).map(each -> ", " + each).orElse("")
                            + ", and this would make a second record; change that one, " + anyway
                    : before + ", and it is unknown whether that was applied; "
                            + (repeatable ? "send that one again, which is safe (wlcro failed retry " + id + "), or " : "")
                            + "look it up, then mark it as applied (wlcro failed discard --applied " + id
                            + "), or discard that entry, " + anyway, details);
        }
    }

    /**
     * Another record of the same identity is in the queue, and has other content. Without an external id this one could only
     * create a second record, or a correction of one whose outcome is not known yet.
     *
     * @param id the entry that is queued
     */
    record OtherIsQueued(EntryId id) implements Refusal {

        @Override
        public WlcroException toException(Details details) {
            return new Conflict("not accepted: a record with the same idempotency key and other content is queued, as entry " + id
                    + "; give this one a key of its own", details);
        }
    }

    /**
     * A record before it in the same list has its identity and other content. Without an external id this one could only create a
     * second record.
     *
     * @param index the place of the other record in the list, from 0
     */
    record OtherInList(int index) implements Refusal {

        @Override
        public WlcroException toException(Details details) {
            return new Conflict("not accepted: record " + index + " of the list, counted from 0, has the same idempotency key and other"
                    + " content; give this one a key of its own", details);
        }
    }

    /**
     * The record is stored and sent later ({@link RecordQueue}).
     *
     * @param id its entry
     * @param length how many records of its connection are in the queue, this one included
     * @param repeated whether it was in the queue before
     */
    record Queued(EntryId id, long length, boolean repeated) implements BeginResult {}

    /**
     * The entry to be redriven cannot be redriven: another process is sending it, it is settled, or its body has been
     * purged.
     *
     * @param id the entry
     * @param why one sentence for the user
     */
    record NotRedriven(EntryId id, String why) implements Refusal {

        @Override
        public WlcroException toException(Details details) {
            return new Conflict("not sent again: " + why, details);
        }

        @Override
        public Optional<EntryId> entry() {
            return Optional.of(id);
        }
    }
}
