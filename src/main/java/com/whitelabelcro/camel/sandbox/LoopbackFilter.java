package com.whitelabelcro.camel.sandbox;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;

/**
 * Keeps everyone out who is not on this machine. The socket is bound to loopback; a web page that runs in the user's
 * browser still could reach it, under a name of its own that resolves to 127.0.0.1 or from a foreign origin.
 */
final class LoopbackFilter {

    private static final Pattern NAMES = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private LoopbackFilter() {}

    static boolean admits(SocketAddress remote, ClassicHttpRequest request) {
        return remote instanceof InetSocketAddress address && address.getAddress().isLoopbackAddress()
                && isLocalHost(request.getFirstHeader("Host")) && isLocalOrigin(request.getFirstHeader("Origin"));
    }

    private static boolean isLocalHost(Header host) {
        return host != null && NAMES.matcher(host.getValue().strip()).matches();
    }

    /** Only browsers send one, and they always do with a request that a page of another site makes. */
    private static boolean isLocalOrigin(Header origin) {
        if (origin == null) {
            return true;
        }
        try {
            String host = new URI(origin.getValue()).getHost();
            return host != null && NAMES.matcher(host).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
