/**
 * Base classes of routes and steps for all packages of the pack. They know nothing of records.
 *
 * <ul>
 *   <li>{@code PackRoutes} begins a route that nothing of the host applies to.
 *   <li>{@code SafeAsyncProcessor}, or {@code SafeProcessor} for a synchronous step, completes the exchange whatever a step throws.
 *   <li>{@code BlockingThreads} knows which threads may wait, and {@code EndpointCaller} calls endpoints without a waiting thread.
 * </ul>
 */
package com.whitelabelcro.camel.support;
