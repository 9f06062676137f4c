package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where an import sends its records to: one action on one connection. */
public interface Target {

    /** The action of all records. */
    Action action();

    /**
     * Checks a record without sending it; needs no connection.
     *
     * @return what is wrong, in whole sentences that quote no content; empty if nothing is
     */
    List<String> check(Map<String, Object> body);

    /** The request that would be made of a record, for people: method, path and JSON; empty if it is not valid. */
    default Optional<String> request(Map<String, Object> body) {
        return Optional.empty();
    }

    /** Whether it can be asked what is {@link #known} of a record. */
    default boolean remembers() {
        return false;
    }

    /**
     * What would come of a valid record without a request, as it was sent before. Only looks: nothing is noted or sent.
     *
     * @return empty if it would be sent
     */
    default Optional<SendResult> known(Map<String, Object> body, ImportRowKey key) {
        return Optional.empty();
    }

    /**
     * Begins to send a record, and does not wait for its end: all records of an import are begun on one thread. If it throws,
     * the record's outcome is taken for unknown.
     *
     * @param key by what it is recognised if it comes again
     * @param done to be called once, from any thread, before or after this method returns
     */
    void send(Map<String, Object> body, ImportRowKey key, Consumer<SendResult> done);

    /** Whether a record may be sent once more though it may have been applied: that then does no more than the first time. */
    boolean isSafeToRepeat(Map<String, Object> body);

    /** Lets no record wait any longer for what it needs to be sent; those that were sent already may end. */
    default void stop() {
    }

    /** Why the ledger cannot be written at present; nothing if it can, as far as is known. */
    default Optional<LedgerException> ledgerFailure() {
        return Optional.empty();
    }

    /** Where is kept what was sent, for people; empty if that ends with the import. */
    default Optional<String> ledger() {
        return Optional.empty();
    }

    /** Whose records it sends; nothing if that cannot be known now. */
    default AccountMark account() {
        return AccountMark.NONE;
    }

    /** The state of the connection's limit, for the progress display; called about every second, from any thread. */
    QuotaUse quota();
}
