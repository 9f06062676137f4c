package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Remembers what was sent and what came of it, so that nothing is lost and nothing is doubled, also after a
 * {@code kill -9}, also by several processes.
 *
 * <p>The rules (design section 4):
 * <ul>
 *   <li>A <em>duplicate</em> has the account, action and identity of a record that was applied within the window, and
 *       says the same as the <em>last</em> of them: it gets the first answer, and no request is made. So A, B, A sends
 *       three.
 *   <li>What has the same identity and says something else goes out, after the one in flight has ended: within a process
 *       in the order of coming. But a create or note without an external id could only make a second record: if what was
 *       applied within the window, or perhaps was applied, says something else, it is a <em>conflict</em>, and is not
 *       sent.
 *   <li>For the rows of an import there is no window: they are recognised for as long as their entry is kept. The record
 *       of a row that equals one that was sent under another identity is a conflict too, if one of the two has no
 *       external id. A row that was mended takes the place of the failed entry that it was.
 *   <li>What says the same as the one just before it, while that is in flight, waits for it, and gets its answer or its
 *       failure.
 *   <li>Without an identity nothing is a duplicate.
 *   <li>What failed does not stop a later try.
 *   <li>What was in flight when its process died is failed (and kept) if a repeat is safe, else unknown; and what says
 *       the same as an unknown one is not sent.
 * </ul>
 *
 * Nobody waits on a thread: all stages complete on the executor that the ledger was given, exceptionally with a
 * {@link LedgerException} only. What a stage says is on disk before it completes.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Asks what is to be done with a record. Completes when it is that record's turn, on a thread that many share:
     * whoever has more to do then does it elsewhere.
     */
    CompletionStage<BeginResult> begin(LedgerRequest submission);

    /**
     * To be asked just before each request: notes that from now on the record may have been applied, and finds out
     * whether this process still holds it. It does not after a pause longer than the lease, in which another process
     * may have taken over.
     *
     * @param request the number of this request since the record began or was driven again, from 1
     * @return false if it must not be sent any more
     */
    CompletionStage<Boolean> sending(EntryLease entry, int request);

    /**
     * Notes that the last request is known not to have been applied, as far as that matters, and that the record rests
     * before the next one. If its process dies meanwhile, the record has failed and may be sent again, where it would be
     * unknown otherwise. Nobody has to wait for it: it is written before anything that is asked later.
     *
     * @param entry what rests; if a repeat of it could make a second record, its last request was refused without being
     *     processed, or never sent
     * @param requests how many requests were made since the record began or was driven again
     * @return false if this process does not hold it any more
     */
    CompletionStage<Boolean> resting(EntryLease entry, int requests);

    /**
     * Writes down how it ended. A caller is given his answer after this, not before.
     *
     * @return false if another process has taken over meanwhile; then nothing is written
     */
    CompletionStage<Boolean> end(EntryLease entry, EndResult outcome);

    /** What was given up and is still owed. */
    FailedRecords failed();

    /** Where it is, for people. */
    String place();

    /** Which account a connection's records belong to. */
    AccountRegistry accounts();

    /** Which imports were begun and how they ended. */
    Imports imports();

    /** The permits that all processes share. */
    PermitStore permits();

    /**
     * Counts the entries.
     *
     * @param connection of this connection only; empty for all
     * @param account of this account only, and those that are nobody's; empty for all
     * @param since those that ended at this time or later
     */
    CompletionStage<EntryCounts> counts(Optional<String> connection, Optional<AccountId> account, Instant since);

    /** Counts all entries since then. */
    default CompletionStage<EntryCounts> counts(Instant since) {
        return counts(Optional.empty(), Optional.empty(), since);
    }

    /** From when to when what it knows is, and its schema. */
    CompletionStage<LedgerExtent> extent();

    /**
     * Deletes what is settled and older than the retention, and the bodies of what is not settled.
     *
     * @return how many entries were touched
     */
    CompletionStage<Long> purge();

    /**
     * Why nothing can be written at present; nothing if it can, as far as is known. With
     * {@link LedgerException.Reason#DAMAGED} it does not get better by itself.
     */
    Optional<LedgerException> trouble();

    /** Lets go. What is in flight is written down as interrupted. */
    @Override
    void close();
}
