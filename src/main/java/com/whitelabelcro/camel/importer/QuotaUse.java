package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of its limit a connection uses at the moment.
 *
 * @param used permits that are taken
 * @param limit permits in all; 0 if there is no limit
 * @param period how long a permit stays taken
 * @param waiting records that wait for a permit
 * @param note why nothing goes on, if so: {@code paused until 12:00:03: rate limited}
 */
public record QuotaUse(int used, int limit, Duration period, int waiting, Optional<String> note) {

    /** Where there is no limit, or nothing that would use it. */
    public static QuotaUse none() {
        return new QuotaUse(0, 0, Duration.ZERO, 0, Optional.empty());
    }

    public QuotaUse {
        Objects.requireNonNull(period);
        Objects.requireNonNull(note);
    }
}
