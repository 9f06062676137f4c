package com.whitelabelcro.camel.ledger.jdbc;

/**
 * The lease of this process as of the last commit.
 *
 * @param owner the number of the process; a new one after its lease was lost
 * @param beat the heartbeat: how many batches it has committed
 * @param until when its lease ends, milliseconds since 1970 of the ledger's clock
 */
record ProcessLease(long owner, long beat, long until) {

    static final ProcessLease NOTHING = new ProcessLease(0, 0, 0);
}
