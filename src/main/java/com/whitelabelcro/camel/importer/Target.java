package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.model.LedgerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The destination of an import: one action on one connection. */
public interface Target {

    /** The action of all records. */
    Action action();

    /**
     * Checks a record without sending it; needs no connection.
     *
     * @return what is wrong, in whole sentences that quote no content; empty if nothing is
     */
    List<String> check(Map<String, Object> body);

    /** The request for a record, for the user: method, path and JSON; empty if the record is not valid. */
    default Optional<String> request(Map<String, Object> body) {
        return Optional.empty();
    }

    /** Whether {@link #known} is supported. */
    default boolean remembers() {
        return false;
    }

    /**
     * The result of a valid record that was sent before, without a request. Read-only: nothing is stored or sent.
     *
     * @return empty if it would be sent
     */
    default Optional<SendResult> known(Map<String, Object> body, ImportRowKey key) {
        return Optional.empty();
    }

    /**
     * Begins to send a record, and does not wait for its end: all records of an import are begun on one thread. If it throws,
     * the outcome of the record counts as unknown.
     *
     * @param key the key by which the record is recognised if it is imported again
     * @param done to be called once, from any thread, before or after this method returns
     */
    void send(Map<String, Object> body, ImportRowKey key, Consumer<SendResult> done);

    /** Whether a record may be sent again although it may have been applied, because a repeat has no further effect. */
    boolean isSafeToRepeat(Map<String, Object> body);

    /** Rejects the waiting records; requests in flight may end. */
    default void stop() {
    }

    /** Why the ledger cannot be written at present; empty if it can, as far as is known. */
    default Optional<LedgerException> ledgerFailure() {
        return Optional.empty();
    }

    /** The location of the ledger, for the user; empty if the ledger ends with the import. */
    default Optional<String> ledger() {
        return Optional.empty();
    }

    /** The account whose records it sends; {@link AccountMark#NONE} if it cannot be determined now. */
    default AccountMark account() {
        return AccountMark.NONE;
    }

    /** The state of the connection's limit, for the progress display; called about every second, from any thread. */
    QuotaUse quota();

    /**
     * The current use of the limit of a connection.
     *
     * @param used permits in use, cooling down, or set aside for other clients of the key
     * @param limit permits in all; 0 if there is no limit
     * @param period how long a permit stays taken after its request was answered
     * @param waiting records that wait for a permit
     * @param note why nothing is sent at present, and when it is tried again: {@code rate limited (429); next try in 3 s}; empty
     *     if records are sent
     */
    public record QuotaUse(int used, int limit, Duration period, int waiting, Optional<String> note) {

        /** For a target without a limit, or one that sends nothing. */
        public static QuotaUse none() {
            return new QuotaUse(0, 0, Duration.ZERO, 0, Optional.empty());
        }

        public QuotaUse {
            Objects.requireNonNull(period);
            Objects.requireNonNull(note);
        }
    }

    /** The outcome of a record that was passed to a {@link Target}. */
    public sealed interface SendResult {

        /** The API has applied it. */
        record Succeeded() implements SendResult {
        }

        /**
         * It was applied before; no request was made.
         *
         * @param as a description for the user: {@code entry 1-208, client 4711}
         */
        record AlreadySent(String as) implements SendResult {
        }

        /**
         * It failed. The import continues.
         *
         * @param error the kind, such as {@code NotFound}
         * @param message what is wrong, for the user
         * @param outcomeUnknown whether it may have been applied nevertheless
         * @param listed whether the target lists it among its failed records, from where it can be sent again
         */
        record GivenUp(String error, String message, boolean outcomeUnknown, boolean listed) implements SendResult {
        }

        /**
         * It was sent, and its outcome could not be stored, so that a repeat would not be recognised. The import stops.
         *
         * @param as the result that it counts as
         * @param stop why it could not be stored
         */
        record NotNoted(GivenUp as, StopReason stop) implements SendResult {
        }

        /**
         * It was not applied, for a reason that concerns all records, such as a key that the API refuses. A request may have been
         * made. The import stops, and this record counts as not sent.
         *
         * @param stop the reason
         */
        record NotApplied(StopReason stop) implements SendResult {
        }
    }
}
