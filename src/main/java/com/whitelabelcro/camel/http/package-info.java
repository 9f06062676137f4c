/**
 * The pack's own camel-http component, so that a host's settings do not change it and its settings do not change the
 * host. {@code ApiKeyExecHandler} is the last code before the socket: it checks the host, adds the API key, and reads
 * the answer into an {@link com.whitelabelcro.camel.http.HttpCall}. {@code CheckedConnection} makes sure that bytes
 * left over on a connection are not taken for the answer to the next request.
 */
package com.whitelabelcro.camel.http;
