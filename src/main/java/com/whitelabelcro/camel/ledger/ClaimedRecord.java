package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.Sha256;
import java.util.Map;
import java.util.Optional;

/**
 * A queued record that this process has claimed, in order to send it or to deliver its outcome.
 *
 * @param id the entry
 * @param line the line in which it waited
 * @param action the action's name
 * @param body the fields as JSON
 * @param identity the hash by which a repeat is recognised; empty if there is none
 * @param force whether it is sent even if it was sent before
 * @param tries how often it was claimed before for the same purpose
 * @param replyTo the name of the target that gets its outcome; empty for none
 * @param stored what the caller stored beside it, by name
 */
public record ClaimedRecord(EntryId id, QueueLine line, String action, byte[] body, Optional<Sha256> identity, boolean force,
        int tries, Optional<String> replyTo, Map<String, String> stored) {

    public ClaimedRecord {
        stored = Map.copyOf(stored);
    }

    /** Names only, because the body is personal data. */
    @Override
    public String toString() {
        return id + " " + action + " on connection " + line.connection();
    }
}
