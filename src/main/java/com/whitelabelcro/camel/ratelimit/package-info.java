/**
 * When a request may be sent. Each connection has a {@code PermitQueue}, where its records wait without a thread. Records for
 * whose answer a caller waits have priority; those of the queue and of imports get at least every fourth permit. Each of the two
 * groups is in the order of arrival ({@code WaitingQueue}), and a retry keeps its place. The next record is sent when all of
 * these allow it:
 *
 * <ul>
 *   <li>{@code Permits}: arithmetic on a monotonic clock. A permit is free again one period after the answer to its request
 *       arrived, so that no window of the server, fixed or sliding, ever counts more requests than the limit.
 *   <li>{@code DistributedPermits}: the same permits as rows of the ledger's database ({@code PermitStore}), which all processes
 *       that use the API key share, and which a restart remembers.
 *   <li>{@code ConcurrencyLimit}: how many requests may be without an answer at a time; each of them occupies a thread.
 *   <li>{@code ConnectionCircuitBreaker}: CLOSED lets records through. OPEN lets none through for a while: after a 429 or an
 *       outage records wait, after a refused key they are rejected at once. HALF_OPEN sends one request to find out if the
 *       connection has recovered.
 * </ul>
 *
 * <p>{@code PermitReservation} is for a record that need not wait: the ledger takes the row of the permit in the transaction that
 * stores the entry. {@code MemoryLimit} limits the memory of all records in the pipeline.
 *
 * <p>A waiting record is woken by the timer that fires when the next permit is free, by the answer to another record's request, and
 * by the reply of the {@code PermitStore}. A record that waits for the back-off before a retry is put into
 * the permit queue by the timer. A record is rejected at its deadline, and all records are rejected when the routes stop. Once a
 * second {@code PermitQueue.look} replaces timers that were lost for lack of memory. The record itself always continues on a
 * worker.
 *
 * <p>A permit of a process that died is free again after the response timeout and one period. If the circuit opens, the process
 * stores that with the API key ({@code PermitStore.pause}), for commands and pages that show it; other processes detect by
 * themselves whether the connection works.
 */
package com.whitelabelcro.camel.ratelimit;
