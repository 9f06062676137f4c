/**
 * The pack's own camel-http component, {@code PackHttpComponent}, so that the settings of the application do not change it, and
 * its settings do not change the application's.
 *
 * <p>{@code pipeline/HttpRequestProcessor} sends each request as a {@code TaggedEntity}, which carries an {@link
 * com.whitelabelcro.camel.http.HttpCall}, the state of this one request. {@code ApiKeyExecHandler} is the last
 * code before the socket: it checks that the request goes to the HTTP host of its connection, adds the API key if the permit is
 * one of that key, and reads the answer into the {@code HttpCall}. {@code RequestDeadlines} aborts requests that take too long.
 * {@code CheckedConnection} is a TCP connection that ensures that leftover bytes of one answer are not taken for the next one.
 */
package com.whitelabelcro.camel.http;
