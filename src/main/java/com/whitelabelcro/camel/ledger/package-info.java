/**
 * The record of what was sent, how it ended, and what still has to be sent. The ledger outlives the process, so that
 * nothing is lost and nothing is sent twice. This package has its rules, without a database and without Camel:
 *
 * <ul>
 *   <li>{@link com.whitelabelcro.camel.ledger.Ledger}: the rules in words, and the operations that the pipeline uses.
 *   <li>{@link com.whitelabelcro.camel.ledger.LedgerRequest}: a record as the ledger sees it, with its identity.
 *   <li>{@link com.whitelabelcro.camel.ledger.BeginResult}: the decision on it;
 *       {@link com.whitelabelcro.camel.ledger.EndResult}: how it ended.
 *   <li>{@link com.whitelabelcro.camel.ledger.IdentitySequencer}: keeps records of one identity in order within a
 *       process.
 *   <li>{@link com.whitelabelcro.camel.ledger.AccountRegistry}: which company's account a connection's key belongs to.
 *   <li>{@link com.whitelabelcro.camel.ledger.FailedRecords}: the list of failed records, to be inspected and redriven.
 * </ul>
 *
 * <p>If a process dies between a request and its answer, its entry stays in flight. Another process, or the same one
 * after a restart, finds that the lease of its owner has expired. If a repeat is safe, the entry becomes a failed record,
 * which is sent when the same record comes again or is redriven; otherwise its outcome is unknown, and a person has to
 * look it up. A process that dies between the permit and {@link com.whitelabelcro.camel.ledger.Ledger#sending} has sent
 * nothing, and its record is failed in any case. {@code ledger.jdbc} stores all this in SQLite or PostgreSQL.
 */
package com.whitelabelcro.camel.ledger;
