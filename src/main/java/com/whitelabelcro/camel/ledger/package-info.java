/**
 * What was sent, what came of it, and what still has to be sent. The ledger outlives the process, so that nothing is lost and
 * nothing is sent twice. Its rules are here, without a database and without Camel:
 *
 * <ul>
 *   <li>{@link com.whitelabelcro.camel.ledger.Ledger}: the rules in words, and the operations that the pipeline uses.
 *   <li>{@link com.whitelabelcro.camel.ledger.LedgerRequest}: a record as the ledger sees it, with its identity.
 *   <li>{@link com.whitelabelcro.camel.ledger.BeginResult}: what is to be done with it;
 *       {@link com.whitelabelcro.camel.ledger.EndResult}: how it ended.
 *   <li>{@link com.whitelabelcro.camel.ledger.IdentitySequencer}: keeps records of one identity in order within a process.
 *   <li>{@link com.whitelabelcro.camel.ledger.AccountRegistry}: which company's account a connection's key belongs to.
 *   <li>{@link com.whitelabelcro.camel.ledger.FailedRecords}: what was given up, to be looked at and sent again.
 * </ul>
 *
 * <p>If a process dies between a request and its answer, its entry stays in flight. Another process, or the same one after a
 * restart, finds that the owner's lease has ended. It sends the record again if a repeat is safe, and lists it as of unknown
 * outcome if not. {@code ledger.jdbc} stores all this in SQLite or PostgreSQL.
 */
package com.whitelabelcro.camel.ledger;
