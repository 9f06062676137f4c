/**
 * camel-http as this pack uses it: a component of its own, so that the settings of a host do not change ours and ours do not
 * change the host's. {@code ApiKeyExecHandler} is the last code before the socket: it adds the API key, checks the host, and
 * reads the answer into an {@link com.whitelabelcro.camel.http.HttpCall}. {@code CheckedConnection} makes sure that no bytes
 * left over on a connection are taken for the answer to the next request.
 */
package com.whitelabelcro.camel.http;
