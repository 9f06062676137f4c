package com.whitelabelcro.camel.config;

import java.net.URI;

/**
 * What holds for connections that do not set their own.
 *
 * @param baseUrl {@code wlcro.base-url}
 * @param limit {@code wlcro.limit}
 */
record ConnectionDefaults(URI baseUrl, int limit) {}
