/**
 * Incoming HTTP requests, for the gateway and for scenarios: access control, reading, and answering. This package is independent
 * of the HTTP server; {@code app} connects it to the one of the runnable jar.
 *
 * <p>Read first {@link com.whitelabelcro.camel.gateway.Door}, which decides from the head of a request whether it is admitted.
 * The gateway's routes ({@code gateway.camel.yaml}) then pass these steps:
 *
 * <ul>
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayReadProcessor}: signature, rate, body, and the check of each record;
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayAcceptProcessor}: all records into the queue, or none;
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayAnswerProcessor}: waits if the sender prefers to, and answers;
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayStatusProcessor}: the state of a record.
 * </ul>
 *
 * <p>Scenarios use {@link com.whitelabelcro.camel.gateway.RequestReader} and {@link com.whitelabelcro.camel.gateway.HttpProblem},
 * which also answers requests that the gateway refuses.
 */
package com.whitelabelcro.camel.gateway;
