/**
 * The way of a record, one class a step. This is the only package of the write path that knows Camel's routes; it joins the
 * five domains {@code request}, {@code ledger}, {@code ratelimit}, {@code http} and {@code response}, which do not know one
 * another.
 *
 * <p>To read it, begin with {@link com.whitelabelcro.camel.pipeline.WriteRoutes}, which names the steps in their order, and
 * {@link com.whitelabelcro.camel.pipeline.WriteContext}, the one object that travels with a record:
 *
 * <ol>
 *   <li>{@code CallerIsolationProcessor} sends a copy of the caller's exchange through the steps, and brings back a result or
 *       a fresh failure.
 *   <li>{@code PrepareProcessor} checks the record and makes a {@code WriteRequest} of it.
 *   <li>{@code LedgerBeginProcessor} asks the ledger whether it is to be sent; its entry is on disk from here on.
 *   <li>{@code PermitProcessor} waits for a permit, without a thread.
 *   <li>{@code HttpRequestProcessor} stores that the record may have been sent, and makes the request.
 *   <li>{@code ClassifyProcessor} makes a result or a typed error of the answer, returns the permit, and decides on a retry.
 *   <li>{@code LedgerCompleteProcessor} stores how the record ended; only then its caller knows.
 * </ol>
 *
 * <p>Whatever is thrown in a step, the exchange completes and the permit is returned: see {@code SafeAsyncProcessor}.
 */
package com.whitelabelcro.camel.pipeline;
