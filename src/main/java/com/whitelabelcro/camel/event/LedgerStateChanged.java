package com.whitelabelcro.camel.event;

/**
 * The ledger can no longer be written, or can be again.
 *
 * @param state its state from now on
 * @param reason one sentence for people, which says what to do; empty if it is {@link State#WRITABLE}
 */
public record LedgerStateChanged(State state, String reason) implements WlcroEvent {

    /** Whether the ledger can be written. */
    public enum State {
        /** It works. */
        WRITABLE,
        /** It cannot be written at present: the disk is full, or the database cannot be reached. It is tried again. */
        NOT_WRITABLE,
        /** Its file was taken away or is damaged. Records are not sent until the process is started with a ledger again. */
        LOST
    }
}
