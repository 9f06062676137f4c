package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Reads the base URL: https to one host, or http to the local machine. All spellings of a URL give the same result,
 * because accounts are identified by it: letter case, the default port, and a slash or dot at the end make no
 * difference.
 */
final class BaseUrl {

    private BaseUrl() {}

    static URI parse(String raw, String property) {
        String text = raw.strip();
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(property, "is not a URL that begins with https:// and a host");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw wrong(property, "must begin with https://");
        }
        if (url.getRawUserInfo() != null) {
            throw wrong(property, "must not hold a user name; the key goes into wlcro.api-key");
        }
        String host = url.getHost() == null ? null : url.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (host == null) {
            throw wrong(property, "names no host that can be looked up (letters, digits, dots and dashes)");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw wrong(property, "has a port out of range (host " + host + ")");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw wrong(property, "must end after host and port (host " + host + ")");
        }
        if (!url.getRawPath().isEmpty() && !url.getRawPath().equals("/")) {
            throw wrong(property, "must not hold a path, the actions bring theirs (host " + host + ")");
        }
        if (scheme.equals("http") && !Connection.isLoopback(host)) {
            throw wrong(property, "must begin with https://, since the key would cross the network in the clear to "
                    + host + "; http is for this machine only");
        }
        int usual = scheme.equals("https") ? 443 : 80;
        return URI.create(scheme + "://" + host
                + (url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort()));
    }

    private static ConfigurationException wrong(String property, String what) {
        return new ConfigurationException(property + " " + what + ", such as https://api.whitelabelcro.com");
    }
}
