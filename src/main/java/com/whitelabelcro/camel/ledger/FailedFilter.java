package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Selects failed records. An empty component matches everything.
 *
 * @param reason the kind of the {@link Failure}, such as {@code Unavailable}
 * @param action the action's name
 * @param connection the connection's name
 * @param after records that failed at this time or later
 * @param before records that failed before this time
 * @param owners the accounts of connections, by connection name. Of these connections only the records of the given
 *     account match, and records without an account
 */
public record FailedFilter(
        Optional<String> reason,
        Optional<String> action,
        Optional<String> connection,
        Optional<Instant> after,
        Optional<Instant> before,
        Map<String, AccountId> owners) {

    /** Matches all failed records. */
    public static FailedFilter all() {
        return new FailedFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /**
     * Whether a bulk redrive with this filter includes the record. A record of unknown outcome or of another account must be
     * selected by its number, and one that is held after a restore by its number or its reason.
     */
    public boolean mayResend(FailedRecord record) {
        boolean held = record.failure().isHeld() && !reason.equals(Optional.of(Failure.RESTORED));
        return record.state() != EntryState.UNKNOWN && !held && !isAnothers(record);
    }

    /** Whether the record certainly belongs to another account than the one that its connection belongs to now. */
    public boolean isAnothers(FailedRecord record) {
        AccountId owner = owners.get(record.connection());
        return owner != null && record.account().isPresent() && !record.account().get().equals(owner);
    }

    /** The same filter for one kind of {@link Failure}. */
    public FailedFilter ofReason(String kind) {
        return new FailedFilter(Optional.of(kind), action, connection, after, before, owners);
    }

    /** The same filter for one action. */
    public FailedFilter ofAction(String name) {
        return new FailedFilter(reason, Optional.of(name), connection, after, before, owners);
    }

    /** The same filter for one connection. */
    public FailedFilter ofConnection(String name) {
        return new FailedFilter(reason, action, Optional.of(name), after, before, owners);
    }

    /** The same filter for records that failed at this time or later. */
    public FailedFilter since(Instant time) {
        return new FailedFilter(reason, action, connection, Optional.of(time), before, owners);
    }

    /** The same filter for records that failed before this time. */
    public FailedFilter before(Instant time) {
        return new FailedFilter(reason, action, connection, after, Optional.of(time), owners);
    }

    /** The same filter for the records of these accounts, by connection name. */
    public FailedFilter ofOwners(Map<String, AccountId> accounts) {
        return new FailedFilter(reason, action, connection, after, before, accounts);
    }
}
