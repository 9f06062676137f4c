package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.LedgerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What was given up and is still owed. An entry leaves the list when it is discarded, when it is driven again
 * ({@link LedgerRequest#redriving}) with success, or when another record of the same identity succeeds. All stages may fail
 * with {@link LedgerException}; what has changed is on disk before they complete.
 */
public interface FailedRecords {

    /**
     * Stores what a scenario gave up on and what never became an entry, such as an invalid record.
     *
     * @param record what was given up
     * @param failure why
     */
    CompletionStage<EntryId> add(LedgerRequest record, Failure failure);

    /**
     * Lists an entry that has failed and was not to be kept.
     *
     * @param body the fields as JSON, as they are to be sent again
     * @return false if it is not failed, or stands in the list already
     */
    CompletionStage<Boolean> keep(EntryId entry, byte[] body);

    /**
     * One page of the list, those that failed last first.
     *
     * @param filter which
     * @param after the last of the page before; empty for the first page
     * @param size how many at most
     */
    CompletionStage<List<FailedRecord>> page(FailedFilter filter, Optional<FailedRecord> after, int size);

    /** One entry with its body; nothing if there is none of that number. */
    CompletionStage<Optional<FailedRecord>> show(EntryId id);

    /**
     * Nothing is to be done about it any more; its body is deleted.
     *
     * @return false if it was not in the list
     */
    CompletionStage<Boolean> discard(EntryId id);

    /**
     * Somebody has found out that it was applied: it is done, and a repeat is recognised. Also of one that was discarded.
     *
     * @param answer what a repeat is told
     * @return false if it was neither in the list nor discarded
     */
    CompletionStage<Boolean> applied(EntryId id, StoredAnswer answer);

    /** How many are in the list. */
    CompletionStage<Long> count(FailedFilter filter);
}
