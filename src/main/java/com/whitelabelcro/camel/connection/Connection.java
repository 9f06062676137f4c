package com.whitelabelcro.camel.connection;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * A connection, in Make's sense: one company's access to the API. Its key is not here; {@link KeySource} has it.
 *
 * @param name chosen by the user, {@code default} if there is only one
 * @param baseUrl scheme, host and port of the API, without a path
 * @param limit how many writes the key may do in one period
 */
public record Connection(String name, URI baseUrl, int limit) {

    /** The name of the connection that {@code wlcro.api-key} makes. */
    public static final String DEFAULT = "default";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Whether the host is this very machine, the only one to be called without TLS. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
