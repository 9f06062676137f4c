package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.Connection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for {@code Host}, {@code Origin} and forwarded requests, the same for scenarios and the gateway. They
 * protect a server on the local machine from the pages that its user visits: a page can send requests to 127.0.0.1, and
 * through DNS rebinding even read the answers, but it cannot change these headers.
 */
final class HostRules {

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+]");
    private static final Pattern FORWARDED = Pattern.compile("forwarded|x-forwarded-.+|x-real-ip");

    private final boolean local;
    private final Set<String> names;

    /**
     * @param local whether the server listens on the local machine only
     * @param names further host names under which the server may be called and whose pages may call it, in lower case
     */
    HostRules(boolean local, Set<String> names) {
        this.local = local;
        this.names = Set.copyOf(names);
    }

    /** Whether the configuration names a public host name of the server. */
    boolean isPublic() {
        return !names.isEmpty();
    }

    /**
     * Whether the server answers to the host of this request. A host that is a number cannot be rebound. Every browser sends a
     * host, so that a request without one does not come from a browser.
     */
    boolean accepts(RequestHead head) {
        String host = hostOf(head.authority());
        return head.headers("Host").size() <= 1
                && (host.isEmpty() || Connection.isLoopback(host) || names.contains(host) || !local && IP_ADDRESS.matcher(host).matches());
    }

    /** Whether a proxy or a tunnel passed the request on. */
    static boolean isForwarded(RequestHead head) {
        for (String name : head.headerNames()) {
            if (FORWARDED.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a page of a foreign origin sends the request. */
    boolean isForeign(RequestHead head) {
        return head.headers("Origin").stream().anyMatch(origin -> {
            String authority = origin.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
            return !authority.equalsIgnoreCase(head.authority()) && !names.contains(hostOf(authority));
        });
    }

    /** The host name in lower case, without the port. */
    private static String hostOf(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
    }
}
