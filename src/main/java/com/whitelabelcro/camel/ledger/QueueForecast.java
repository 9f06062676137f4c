package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.Connection;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of the queue and the time until it is empty. All commands and pages show it with the same words.
 *
 * @param length the number and the age of the waiting records
 * @param eta about how long it takes until all are sent; empty if the existing connections cannot send them
 * @param why why none is sent at the moment, in one sentence; empty if they are being sent. The time is then the earliest
 */
public record QueueForecast(QueueLength length, Optional<Duration> eta, String why) {

    /**
     * About how long it takes to send this many records if nobody else uses the limit, in whole seconds.
     *
     * @param period how long the API's limit lasts ({@link com.whitelabelcro.camel.config.Settings#period})
     * @param paused how long nothing is sent from now on
     */
    public static Duration eta(long records, Connection connection, Duration period, Duration paused) {
        long millis = Math.multiplyExact(records, period.toMillis()) / connection.limit();
        return Duration.ofSeconds(Math.round((paused.toMillis() + millis) / 1000.0));
    }

    /** The forecast as one line of text. */
    public String text() {
        return String.format(Locale.ROOT, "%,d queued, the oldest for %,d s, %s", length.records(), length.oldest().toSeconds(), end());
    }

    private String end() {
        if (eta.isEmpty()) {
            return length.line().equals(QueueLine.SCENARIOS) ? "called by processes that have their routes"
                    : "kept until a connection has the key of their company";
        }
        String time = String.format(Locale.ROOT, "%,d s", eta.get().toSeconds());
        return why.isEmpty() ? "all sent in about " + time
                : "none is sent at the moment (" + why + "), all at the earliest in about " + time;
    }
}
