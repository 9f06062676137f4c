package com.whitelabelcro.camel.once.sql;

/**
 * How this process holds the ledger; as of the last commit.
 *
 * @param owner its number; a new one after its lease was lost
 * @param beat how many batches it has committed
 * @param until when its lease ends, milliseconds since 1970 of the ledger's clock
 */
record Held(long owner, long beat, long until) {

    static final Held NOTHING = new Held(0, 0, 0);
}
