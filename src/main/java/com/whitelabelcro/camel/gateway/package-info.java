/**
 * HTTP requests from outside, for the gateway and for scenarios: who may, what is read, and what is answered. It knows no
 * HTTP server; {@code app} connects it to the one of the runnable jar.
 *
 * <p>Read first {@link com.whitelabelcro.camel.gateway.Door}, which decides from the head of a request whether it comes in.
 * The gateway's routes ({@code gateway.camel.yaml}) then pass these steps:
 *
 * <ul>
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayReadProcessor}: signature, rate, body, and the check of each record;
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayAcceptProcessor}: all records into the queue, or none;
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayAnswerProcessor}: waits if the sender prefers to, and answers;
 *   <li>{@link com.whitelabelcro.camel.gateway.GatewayStatusProcessor}: what became of a record.
 * </ul>
 *
 * <p>Scenarios use {@link com.whitelabelcro.camel.gateway.RequestReader} and {@link com.whitelabelcro.camel.gateway.HttpProblem},
 * which also answers what the gateway refuses.
 */
package com.whitelabelcro.camel.gateway;
