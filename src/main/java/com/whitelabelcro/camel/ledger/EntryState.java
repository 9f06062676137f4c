package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.LedgerException;

/** What is known about a record. */
public enum EntryState {
    /** Accepted; it is sent later ({@link RecordQueue}). */
    QUEUED("queued"),
    /** Its process is sending it or waits to send it. */
    IN_FLIGHT("in-flight"),
    /** Applied; the answer is stored. */
    DONE("done"),
    /** Given up; may be sent again. */
    FAILED("failed"),
    /** It is unknown whether it was applied, and a repeat could create a second record. */
    UNKNOWN("unknown"),
    /** A person decided that nothing has to be done about it. */
    DISCARDED("discarded");

    private final String stored;

    EntryState(String stored) {
        this.stored = stored;
    }

    /** The name of the state in the database, readable for people who look into it. */
    public String stored() {
        return stored;
    }

    /**
     * Returns the state with this stored name.
     *
     * @throws LedgerException of reason {@link LedgerException.Reason#DAMAGED} if there is no such state
     */
    public static EntryState of(String stored) {
        for (EntryState each : values()) {
            if (each.stored.equals(stored)) {
                return each;
            }
        }
        throw new LedgerException(LedgerException.Reason.DAMAGED, "The ledger holds a state that does not exist");
    }
}
