package com.whitelabelcro.camel.importer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of its limit a connection uses at the moment.
 *
 * @param used permits in use, cooling down, or set aside for others who use the key
 * @param limit permits in all; 0 if there is no limit
 * @param period how long a permit stays taken after its request was answered
 * @param waiting records that wait for a permit
 * @param note why nothing is sent at present, and when it is tried again: {@code rate limited (429); next try in 3 s}; empty
 *     if records are sent
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
