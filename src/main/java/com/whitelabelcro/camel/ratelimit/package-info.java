/**
 * When a request may be sent. Each connection has a {@code PermitQueue}: records wait there in the order in which they arrived,
 * without a thread, until these parts agree:
 *
 * <ul>
 *   <li>{@code Permits}: arithmetic on a monotonic clock. A permit is free again one period after the answer to its request
 *       arrived, so that no window of the server, fixed or sliding, ever counts more requests than the limit.
 *   <li>{@code DistributedPermits}: the same permits as rows of the ledger, shared by all processes that use the key, and
 *       remembered across restarts ({@code PermitStore}).
 *   <li>{@code ConnectionCircuitBreaker}: CLOSED lets records through. OPEN lets none through for a while, after a 429, an
 *       outage or a refused key. HALF_OPEN sends one request to find out if the connection has recovered.
 * </ul>
 *
 * <p>A waiting record is woken by the timer that fires when the next permit is free, by the answer to another record's
 * request, by the answer of the {@code PermitStore}, at its deadline, and when the routes stop. Once a second a look at each
 * queue replaces a timer that was lost for lack of memory. A permit of a process that died is free again after the response
 * timeout and one period. Other processes see an open circuit as a note on the key's row ({@code PermitStore.pause}); they
 * find out for themselves whether the connection works.
 */
package com.whitelabelcro.camel.ratelimit;
