package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The list of failed records. An entry leaves the list when it is discarded, when it is redriven with success
 * ({@link LedgerRequest#redriving}), or when another record of the same identity succeeds. All stages may fail with
 * {@link LedgerException}; a change is on disk before its stage completes.
 */
public interface FailedRecords {

    /**
     * Stores a record that a scenario gave up on, or one that never became an entry, such as an invalid record.
     *
     * @param record the record that was given up
     * @param failure why
     * @return the id of the new entry
     */
    CompletionStage<EntryId> add(LedgerRequest record, Failure failure);

    /**
     * Adds a failed entry to the list that is not in it because its caller got the exception.
     *
     * @param body the fields as JSON, as they are to be sent again
     * @return false if the entry is not failed or is in the list already
     */
    CompletionStage<Boolean> keep(EntryId entry, byte[] body);

    /**
     * Returns one page of the list, latest failure first.
     *
     * @param filter which records to list
     * @param after the last record of the previous page; empty for the first page
     * @param size the maximum number of records
     */
    CompletionStage<List<FailedRecord>> page(FailedFilter filter, Optional<FailedRecord> after, int size);

    /** Returns one entry with its body; empty if there is no such entry. */
    CompletionStage<Optional<FailedRecord>> show(EntryId id);

    /**
     * Marks an entry as needing no action and deletes its body.
     *
     * @return false if the entry was not in the list
     */
    CompletionStage<Boolean> discard(EntryId id);

    /**
     * Marks an entry as done, because a person found out that it was applied. A repeat is then recognised. Applies to
     * discarded entries too.
     *
     * @param answer the answer that is replayed to a repeat
     * @return false if the entry was neither in the list nor discarded
     */
    CompletionStage<Boolean> applied(EntryId id, StoredAnswer answer);

    /** Returns the number of records in the list. */
    CompletionStage<Long> count(FailedFilter filter);

    /**
     * Checks whether the reason of a filter is misspelt: no record has it, and it is similar to one that the pack itself stores.
     * (The name of a scenario's own exception is a valid reason, too.)
     *
     * @return what is wrong and which reason may be meant, to be appended to the name of the option; empty if nothing is wrong
     */
    default CompletionStage<Optional<String>> misspeltReason(FailedFilter filter) {
        List<String> kinds = Failure.kinds();
        String hint = filter.reason().filter(reason -> !kinds.contains(reason)).map(reason -> Suggestions.hint(reason, kinds)).orElse("");
        return hint.isEmpty() ? CompletableFuture.completedFuture(Optional.empty())
                : count(FailedFilter.all().ofReason(filter.reason().orElseThrow())).thenApply(
                        count -> count > 0 ? Optional.empty() : Optional.of(" names an error that no failed record has" + hint));
    }
}
