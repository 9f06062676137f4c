/**
 * The log of what was sent, how it ended, and what still has to be sent. It outlives the process, so that no record is lost,
 * and none is applied twice: a record that may have been applied is sent again only if that is safe. This package has the rules,
 * without a database and without Camel; {@code ledger.jdbc} stores the log in SQLite or PostgreSQL.
 *
 * <ul>
 *   <li>{@link com.whitelabelcro.camel.ledger.Ledger}: the rules in words, and the operations that the pipeline uses:
 *       {@code begin}, {@code sending} before each request, {@code waitingForRetry} after one that is repeated, {@code end}.
 *   <li>{@link com.whitelabelcro.camel.ledger.LedgerRequest}: a record as the ledger sees it, with its identity.
 *   <li>{@link com.whitelabelcro.camel.ledger.BeginResult}: the decision on it;
 *       {@link com.whitelabelcro.camel.ledger.EndResult}: how it ended.
 *   <li>{@link com.whitelabelcro.camel.ledger.IdentitySequencer}: keeps records of one identity in order within a process. A record
 *       that waits there is woken by the end of the one before it. If that one is in another process or in the queue, the timer
 *       lets it ask again, after 20 ms and then up to 1 s.
 *   <li>{@link com.whitelabelcro.camel.ledger.RecordQueue}: the records that are accepted now and sent later;
 *       {@code queue/QueueDispatcher} sends them.
 *   <li>{@link com.whitelabelcro.camel.ledger.AccountRegistry}: which company's account the API key of a connection belongs to.
 *   <li>{@link com.whitelabelcro.camel.ledger.FailedRecords}: the list of failed records, to be inspected, discarded, or
 *       redriven, that is, sent again.
 *   <li>{@link com.whitelabelcro.camel.ledger.Imports}: which imports were begun and how they ended.
 * </ul>
 *
 * <p>An entry is {@code queued} or {@code in-flight}, and then {@code done}, {@code failed}, {@code unknown} (it may have been
 * applied, and a repeat could create a second record), or {@code discarded} by a person.
 *
 * <p>If a process dies, its entries stay in flight until another process, or the same one after a restart, finds that it is
 * dead. An entry that is repeatable, or not yet marked as possibly sent, then goes back to the queue if it came from there, and
 * otherwise becomes a failed record, which is sent if the same record comes again or is redriven. The outcome of any other
 * entry is unknown, and a person has to look it up. The page of {@code pipeline} has this as a table, and says what a second
 * process sees meanwhile.
 */
package com.whitelabelcro.camel.ledger;
