package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.LedgerException;

/** What is known about a record. */
public enum EntryState {
    /** Its process is at it. */
    IN_FLIGHT("in-flight"),
    /** Applied; the answer is kept. */
    DONE("done"),
    /** Given up; may be sent again. */
    FAILED("failed"),
    /** Nobody here can know whether it was applied, and a repeat could make a second record. */
    UNKNOWN("unknown"),
    /** A person decided that nothing is to be done about it. */
    DISCARDED("discarded");

    private final String stored;

    EntryState(String stored) {
        this.stored = stored;
    }

    /** As it stands in the database, for people who look into it. */
    public String stored() {
        return stored;
    }

    /** The state that is stored so. */
    public static EntryState of(String stored) {
        for (EntryState each : values()) {
            if (each.stored.equals(stored)) {
                return each;
            }
        }
        throw new LedgerException(LedgerException.Reason.DAMAGED, "The ledger holds a state that does not exist");
    }
}
