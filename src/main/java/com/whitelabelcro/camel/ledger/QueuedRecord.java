package com.whitelabelcro.camel.ledger;

import java.util.Map;
import java.util.Optional;

/**
 * A record that is to be queued.
 *
 * @param request the record
 * @param caller who may ask for it with {@link RecordQueue#status}, an opaque text; empty for nobody in particular
 * @param replyTo the name of the target that gets its outcome; empty for none
 * @param stored what the caller stores beside it, by name; given back to whoever claims it and to the target of its outcome
 */
public record QueuedRecord(LedgerRequest request, Optional<String> caller, Optional<String> replyTo, Map<String, String> stored) {

    /** The longest text by which a caller is known, in characters. */
    public static final int LONGEST_CALLER = 200;

    public QueuedRecord {
        stored = Map.copyOf(stored);
        if (caller.filter(each -> each.length() > LONGEST_CALLER).isPresent()) {
            throw new IllegalArgumentException("A caller has at most " + LONGEST_CALLER + " characters");
        }
    }

    /** A record for which nobody asks and which nobody hears of. */
    public static QueuedRecord of(LedgerRequest request) {
        return new QueuedRecord(request, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Names only, because the record is personal data. */
    @Override
    public String toString() {
        return "queued " + request;
    }
}
