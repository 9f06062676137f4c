package com.whitelabelcro.camel.sandbox;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;

/**
 * Rejects requests that do not come from a program on this machine. The socket is bound to loopback, but a web page in the user's
 * browser could still reach it, by a host name that resolves to 127.0.0.1 or from a foreign origin.
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

    /** Only browsers send {@code Origin}, and they always do for a request from a page of another site. */
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
