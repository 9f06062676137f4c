package com.whitelabelcro.camel.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A connection, in Make's sense: one company's access to the API. It does not contain the API key; {@link KeySource}
 * provides it.
 *
 * @param name the name chosen by the user; {@code default} if there is only one
 * @param baseUrl scheme, host and port of the API, without a path
 * @param limit the number of writes per period that the key allows
 * @param company the company that the configuration names; empty if it names none
 * @param companyProperty the name of the property, or of the line in the file of connections, that names its company
 */
public record Connection(String name, URI baseUrl, int limit, Optional<CompanyId> company, String companyProperty) {

    /** The name of the connection that {@code wlcro.api-key} configures. */
    public static final String DEFAULT = "default";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** A connection that properties configure. */
    public Connection(String name, URI baseUrl, int limit, Optional<CompanyId> company) {
        this(name, baseUrl, limit, company, companyProperty(name));
    }

    static String companyProperty(String connection) {
        return connection.equals(DEFAULT) ? "wlcro.company" : "wlcro.connections." + connection + ".company";
    }

    /** Whether the host is the local machine, the only one that may be called without TLS. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
