package com.whitelabelcro.camel.ledger;

/** What is to be done with a record that has come. */
public sealed interface BeginResult {

    /**
     * Send it. Its entry is on disk. Whoever is told so calls {@link Ledger#end} once, whatever happens.
     *
     * @param entry the right to send it
     */
    record Send(EntryLease entry) implements BeginResult {}

    /**
     * It was applied before, or at the same time: here is the answer.
     *
     * @param id of the entry that was applied
     * @param answer the first answer
     */
    record Duplicate(EntryId id, StoredAnswer answer) implements BeginResult {}

    /**
     * The same was in flight when it came, and that failed.
     *
     * @param id of the entry that failed
     * @param failure why
     */
    record Failed(EntryId id, Failure failure) implements BeginResult {}

    /**
     * The same was sent before, and nobody can know whether it was applied. A person looks at the API, and discards the
     * entry or sends it again by {@link LedgerRequest#redriving} or {@link LedgerRequest#forced}.
     *
     * @param id of the entry whose outcome is unknown
     * @param failure why
     */
    record Unknown(EntryId id, Failure failure) implements BeginResult {}

    /**
     * The same record was sent before with other content, and was applied, or perhaps was; without an external id this
     * one could only make a second. A person changes the first, or sends this one by {@link LedgerRequest#forced}.
     *
     * @param id of the entry that was sent
     * @param answer the answer to it; null if nobody knows whether it was applied
     */
    record Conflict(EntryId id, StoredAnswer answer) implements BeginResult {}

    /**
     * It was to be driven again, and there is nothing to drive: somebody else is at it, or it is settled, or its body is
     * purged.
     *
     * @param id of the entry
     * @param why one sentence for people
     */
    record NotDriven(EntryId id, String why) implements BeginResult {}
}
