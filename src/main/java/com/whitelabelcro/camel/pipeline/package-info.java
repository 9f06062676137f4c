/**
 * The pipeline that every record passes, one class per step. This is the only package of the write path that knows
 * Camel's routes; it joins the five domains {@code request}, {@code ledger}, {@code ratelimit}, {@code http} and
 * {@code response}, which do not know one another.
 *
 * <p>To read it, begin with {@link com.whitelabelcro.camel.pipeline.WriteRoutes}, which names the steps in their order,
 * and {@link com.whitelabelcro.camel.pipeline.WriteContext}, the one object that travels with a record:
 *
 * <p>{@code CallerIsolationProcessor} sends a copy of the caller's exchange through the steps and returns a result or an
 * exception:
 *
 * <ol>
 *   <li>{@code PrepareProcessor} checks the record and builds a {@code WriteRequest} from it.
 *   <li>{@code LedgerBeginProcessor} asks the ledger whether to send it. From here on its entry is on disk.
 *   <li>{@code PermitProcessor} waits for a permit, without a thread.
 *   <li>{@code HttpRequestProcessor} stores that the record may have been sent, and prepares the request, which camel-http then sends.
 *   <li>{@code ClassifyProcessor} turns the answer into a result or a typed exception, returns the permit, and decides
 *       on a retry.
 *   <li>{@code LedgerCompleteProcessor} stores how the record ended, and only then lets its caller continue.
 * </ol>
 *
 * <p>Threads: the first step runs on the caller's thread. The ledger continues on the executor it was given, the workers;
 * there the request is sent, and one worker is blocked for as long as camel-http waits for the answer. A record that waits
 * for its identity or for a permit holds no thread. The timer thread only wakes others.
 *
 * <p>The exchange completes and the permit is returned whatever a step throws: see {@code SafeAsyncProcessor}.
 *
 * <p>An action is a route and a JSON Schema, and none is named here: a tenth one needs no change in this package (see
 * {@code action}).
 */
package com.whitelabelcro.camel.pipeline;
