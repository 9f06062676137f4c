package com.whitelabelcro.camel.event;

/**
 * The ledger can no longer be written, or can be written again.
 *
 * @param state its new state
 * @param reason one sentence for people that says what to do; empty if the state is {@link LedgerState#WRITABLE}
 */
public record LedgerStateChanged(LedgerState state, String reason) implements WlcroEvent {

    /** Whether the ledger can be written. */
    public enum LedgerState {
        /** The ledger works. */
        WRITABLE,
        /**
         * The ledger cannot be written at present: the disk is full, or the database cannot be reached. The pack tries
         * again.
         */
        NOT_WRITABLE,
        /**
         * The file of the ledger was removed or is damaged. No record is sent until the process is restarted with a
         * usable ledger.
         */
        LOST
    }
}
