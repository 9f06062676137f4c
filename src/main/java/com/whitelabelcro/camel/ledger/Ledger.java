package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Remembers what was sent and how it ended, so that no record is lost and none is applied twice, even after a
 * {@code kill -9} and even if several processes share the ledger.
 *
 * <p>The rules (design section 4):
 * <ul>
 *   <li>A <em>duplicate</em> has the account, action and identity of a record that was applied within the window, and
 *       the content of the <em>last</em> one applied. It gets the first answer, and no request is made. Sending A, B, A
 *       therefore makes three requests.
 *   <li>A record with the same identity and other content is sent after the one in flight has ended; within a process,
 *       in the order of arrival. But a create or note without an external id could only create a second record. If
 *       other content was applied within the window, or may have been, such a record is a <em>conflict</em> and is not
 *       sent.
 *   <li>Rows of an import have no window: they are recognised for as long as their entry is kept. A row that equals one
 *       sent under another identity is a conflict too, if one of the two has no external id. So is a person of an import
 *       if that row was sent under another identity and may have been applied. A corrected row replaces the failed entry
 *       of its earlier version.
 *   <li>A record with the same content as the one just before it, while that is in flight, waits for it and gets its
 *       answer or its failure.
 *   <li>A record without an identity is never a duplicate.
 *   <li>A record waits until the queued records that change the same ({@link LedgerRequest#orderKey}) have ended.
 *   <li>A failure does not prevent a later attempt.
 *   <li>A record that was in flight when its process died is failed, and kept, if a repeat is safe, and goes back to the
 *       queue if it came from there; otherwise its outcome is unknown. A record with the same content as one of unknown outcome is not sent.
 * </ul>
 *
 * <p>Thread-safe. All stages complete on the executor that the ledger was given, and fail only with {@link LedgerException}.
 * {@link #begin}, {@link #sending} and {@link #end} may also complete on the calling thread before they return, if that thread may
 * block on the disk. No method blocks any other thread or waits for another process. The state that a stage reports is on disk before
 * the stage completes.
 */
public interface Ledger extends AutoCloseable {

    /**
     * How long a caller that soon times out, such as an HTTP client, waits for an unavailable database ({@link
     * LedgerRequest#impatient}).
     */
    Duration SENDER_PATIENCE = Duration.ofSeconds(3);

    /**
     * Decides what to do with a record. Completes when all earlier records of the same identity have ended, on a thread
     * that the whole ledger shares: continue longer work on another thread. A record whose permit was reserved completes on
     * a thread of its own, or on the calling thread.
     *
     * @param permit is asked for a permit if the record need not wait for another one; the permit is taken in the transaction
     *     that stores the entry, and the entry is then stored as one that may have been sent
     */
    CompletionStage<BeginResult> begin(LedgerRequest request, PermitStore.Reservation permit);

    /** The same for a record that gets its permit later. */
    default CompletionStage<BeginResult> begin(LedgerRequest request) {
        return begin(request, PermitStore.Reservation.NONE);
    }

    /**
     * Call this immediately before each request. It marks the entry: the record may have been applied from now on. (An entry
     * that was stored with its permit is marked already, and so is that of a repeatable record, unless it is a person of an import; then
     * nothing is written.)
     * It also reports whether this process still holds the lease. After a pause longer than the lease another process may have
     * taken over.
     *
     * @param request the number of this request since the record began or was redriven, from 1
     * @return false if the record must not be sent any more
     */
    CompletionStage<Boolean> sending(EntryLease entry, int request);

    /**
     * Stores that the last request was not applied, or that repeating it is safe, and that the record waits for its
     * next attempt. If the process dies meanwhile, the record is failed and may be sent again; otherwise its outcome
     * would be unknown. The caller need not wait: it is written before any later operation.
     *
     * @param entry the waiting record. If a repeat of it could create a second record, its last request was refused
     *     without being processed, or was never sent
     * @param requests how many requests were made since the record began or was redriven
     * @param perhapsApplied whether the API may have applied one of them
     * @return false if this process does not hold the lease any more
     */
    CompletionStage<Boolean> waitingForRetry(EntryLease entry, int requests, boolean perhapsApplied);

    /**
     * Stores how the record ended. The caller gets its answer only after this has completed.
     *
     * @return false if another process has taken over; nothing is stored then
     */
    CompletionStage<Boolean> end(EntryLease entry, EndResult outcome);

    /** The list of failed records. */
    FailedRecords failed();

    /** The history of the records. */
    RecordHistory history();

    /** The location of the ledger, for messages. */
    String place();

    /** The records that were accepted and are sent later. */
    RecordQueue queue();

    /** Which account the records of a connection belong to. */
    AccountRegistry accounts();

    /** Which imports were begun and how they ended. */
    Imports imports();

    /** The permits that all processes share. */
    PermitStore permits();

    /**
     * Counts the entries.
     *
     * @param connection only this connection; empty for all
     * @param account only this account and entries without an account; empty for all
     * @param since only entries that ended at this time or later
     */
    CompletionStage<EntryCounts> counts(Optional<String> connection, Optional<AccountId> account, Instant since);

    /** Counts the entries of all connections that ended at this time or later. */
    default CompletionStage<EntryCounts> counts(Instant since) {
        return counts(Optional.empty(), Optional.empty(), since);
    }

    /** The period that the ledger covers, and the version of its schema. */
    CompletionStage<LedgerExtent> extent();

    /** Figures for monitoring. Cheap enough for a query every few seconds, however many entries there are. */
    CompletionStage<LedgerFigures> figures();

    /** The commits of this process. */
    CommitStatistics commits();

    /**
     * Deletes settled entries older than the retention, and the bodies of older entries that are not settled.
     *
     * @return how many entries were changed
     */
    CompletionStage<Long> purge();

    /**
     * Why nothing can be written at present; empty if writing works, as far as is known. A failure with
     * {@link LedgerException.Reason#DAMAGED} is permanent.
     */
    Optional<LedgerException> failure();

    /** Closes the ledger. Entries in flight are stored as interrupted. */
    @Override
    void close();
}
