/**
 * Sends the records that were accepted to be sent later. Queued records are rows of the ledger ({@code ledger/RecordQueue} has
 * the rules); only those that are being sent are in memory.
 *
 * <p>{@link com.whitelabelcro.camel.queue.QueueDispatcher} claims a few records of each connection at a time and calls their
 * actions, so that they pass the same pipeline as all others. {@link com.whitelabelcro.camel.queue.OutcomeWaiter} waits for
 * outcomes. This package knows the core only through the ledger, the state
 * of a connection and the {@code direct:} endpoints.
 *
 * <p>{@code LaterProcessor} accepts whole scenarios; {@code ScenarioCaller} calls their routes. {@code OutcomeReplies} delivers
 * outcomes to the targets that callers named.
 *
 * <p>If the process dies, its claims end with its lease, and another process, or the next one, sends the records for which a repeat is
 * safe.
 */
package com.whitelabelcro.camel.queue;
