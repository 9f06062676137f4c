package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which failed records are meant; what is empty does not matter.
 *
 * @param reason the kind of the {@link Failure}, such as {@code Unavailable}
 * @param action the action's name
 * @param connection the connection's name
 * @param after those that failed at this time or later
 * @param before those that failed before this time
 * @param owners of these connections, by name, only the records of these accounts, and those that are nobody's
 */
public record FailedFilter(
        Optional<String> reason,
        Optional<String> action,
        Optional<String> connection,
        Optional<Instant> after,
        Optional<Instant> before,
        Map<String, AccountId> owners) {

    /** All of them. */
    public static FailedFilter all() {
        return new FailedFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    public FailedFilter ofReason(String kind) {
        return new FailedFilter(Optional.of(kind), action, connection, after, before, owners);
    }

    public FailedFilter ofAction(String name) {
        return new FailedFilter(reason, Optional.of(name), connection, after, before, owners);
    }

    public FailedFilter ofConnection(String name) {
        return new FailedFilter(reason, action, Optional.of(name), after, before, owners);
    }

    public FailedFilter since(Instant time) {
        return new FailedFilter(reason, action, connection, Optional.of(time), before, owners);
    }

    public FailedFilter before(Instant time) {
        return new FailedFilter(reason, action, connection, after, Optional.of(time), owners);
    }

    public FailedFilter ofOwners(Map<String, AccountId> accounts) {
        return new FailedFilter(reason, action, connection, after, before, accounts);
    }
}
