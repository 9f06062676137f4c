package com.whitelabelcro.camel.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The history of the records of all processes, for operators. Every query reads an index, so that its duration does not depend
 * on the number of entries. Duplicates, and calls that were refused before they had an entry, are not in it.
 * Thread-safe; no method blocks.
 */
public interface RecordHistory {

    /**
     * How many records ended within a minute, or several.
     *
     * @param minute the first minute, in minutes since 1970
     * @param done records that were applied
     * @param failed all others
     */
    record EndedRecords(long minute, long done, long failed) {}

    /** The records that ended last, latest first, without their answers. */
    CompletionStage<List<RecordStatus>> last(int most);

    /**
     * How many records ended in each minute of a period, oldest first. Minutes without any are left out.
     *
     * @param from the start of a minute
     * @param length short enough for all its records to be counted at once, such as a quarter of an hour
     */
    CompletionStage<List<EndedRecords>> ended(Instant from, Duration length);

    /**
     * The records with this {@code external_id} of all accounts, latest first, without their answers. Records that were sent
     * with an idempotency key are identified by that key instead and are not found.
     *
     * @param actions the names of the actions whose records can have an external id
     */
    CompletionStage<List<RecordStatus>> withExternalId(String externalId, Collection<String> actions, int most);
}
