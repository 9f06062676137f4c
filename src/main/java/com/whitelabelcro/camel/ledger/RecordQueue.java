package com.whitelabelcro.camel.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Records that were accepted and are sent later. A queued record is a ledger entry in the state {@link EntryState#QUEUED}; it
 * waits in the database only. All processes on a ledger share the queue: each claims the records that it sends. A record that a
 * dead process had claimed goes back to the queue if it was not sent or if a repeat is safe; otherwise its outcome is unknown.
 *
 * <p>Records of one connection are claimed in the order of their acceptance. A record is claimed only when all earlier ones
 * with its {@link LedgerRequest#orderKey} have ended; other records with that key wait behind the queued ones.
 *
 * <p>Thread-safe. No method blocks; all stages may fail with {@link com.whitelabelcro.camel.model.LedgerException}. A change is
 * on disk before its stage completes.
 */
public interface RecordQueue {

    /**
     * Stores records to be sent later: all of them, or none.
     *
     * <p>A repeat of the last queued record of its identity gets the entry of that record. A repeat of an applied record is
     * answered by the rules of the {@link Ledger}. A record without an identity that has a caller repeats the caller's earlier
     * one if that has the same content, has not failed, and is at most an hour old; if it is an update, the earlier one must be
     * the last update of the same record that was accepted from any caller.
     *
     * @param records not empty; all from the same caller, if they have one
     * @param share how much of the queue that caller's records may occupy, in percent
     * @return how each record is answered
     */
    CompletionStage<Accepted> accept(List<QueuedRecord> records, int share);

    /** The same without a share: the records may fill the queue. */
    default CompletionStage<Accepted> accept(List<QueuedRecord> records) {
        return accept(records, 100);
    }

    /**
     * How many records of one caller the queue can hold at most; a longer list is never accepted.
     *
     * @param share as for {@link #accept(List, int)}
     */
    long capacity(int share);

    /**
     * Returns the state of a record.
     *
     * @param caller only if this caller queued it; empty for any record
     * @return empty if there is no such entry, or if it was queued by another caller
     */
    CompletionStage<Optional<RecordStatus>> status(EntryId entry, Optional<String> caller);

    /** How many records wait, for each connection and account that has any. */
    CompletionStage<List<QueueLength>> lengths();

    /**
     * Claims the next records of a line. Send each with {@link LedgerRequest#ofQueue}; its end, or {@link #release}, ends the
     * claim.
     *
     * @param actions the names of the actions that this process knows; records of others are left to processes that know them
     * @param most how many at most
     */
    CompletionStage<List<ClaimedRecord>> claim(QueueLine line, Collection<String> actions, int most);

    /**
     * Ends the claim of a record that never began, so that no {@link Ledger#end} ends it.
     *
     * @param failure why it is given up; empty if it goes back to its place in the queue
     * @param rest the delay before it is claimed again
     */
    CompletionStage<Boolean> release(EntryId entry, Optional<Failure> failure, Duration rest);

    /**
     * Puts a failed scenario ({@link QueueLine#SCENARIOS}) back into the queue.
     *
     * @return false if it is not in the list of failed records, or its input was deleted
     */
    CompletionStage<Boolean> requeue(EntryId entry);

    /**
     * Claims outcomes that have not been delivered to a target yet. They are dropped, with a warning, when the retention of
     * their entries is over.
     *
     * @param target the name of a target that this process has
     */
    CompletionStage<List<ClaimedRecord>> claimReplies(String target, int most);

    /** Stores that the outcome of this record was delivered. */
    CompletionStage<Boolean> replied(EntryId entry);

    /** Stores that the outcome of this record could not be delivered; the delivery is retried after a delay. */
    CompletionStage<Boolean> notReplied(EntryId entry, Duration rest);

    /** Adds a listener for what happens to the queue in this process. It is called on any thread and must return soon. */
    void listen(Listener listener);

    /** Is notified about queued records in this process. */
    interface Listener {

        /** Records of this line were accepted. */
        default void filled(QueueLine line) {}

        /** This record has ended; its outcome is on disk. */
        default void ended(EntryId entry) {}
    }
}
