package com.whitelabelcro.camel.ledger;

import java.util.Map;
import java.util.Optional;

/**
 * A record that is to be queued.
 *
 * @param request the record
 * @param caller an opaque text that identifies who may query it with {@link RecordQueue#status}; empty for no particular caller
 * @param replyTo the name of the target that gets its outcome; empty for none
 * @param stored what the caller stores beside it, by name; returned to the process that claims it and to the target of its outcome
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

    /** A record without a caller and without a reply target. */
    public static QueuedRecord of(LedgerRequest request) {
        return new QueuedRecord(request, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Names only, because the record is personal data. */
    @Override
    public String toString() {
        return "queued " + request;
    }
}
