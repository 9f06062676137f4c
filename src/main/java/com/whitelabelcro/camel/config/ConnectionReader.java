package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads connections from properties such as {@code wlcro.connections.acme.api-key}. In the {@link ConnectionsFile} they have the
 * same names without the prefix.
 */
final class ConnectionReader {

    /** The prefix of the names among all properties. */
    static final String PREFIX = "wlcro.connections.";
    /** The properties of a connection. */
    static final Set<String> PARTS = Set.of("api-key", "base-url", "company", "limit");

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionReader.class);
    private static final String KEY_PREFIX = "wlcro_";
    private static final Set<String> KEY_PREFIXES = Set.of(KEY_PREFIX, "wlcro_live_");
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+)\\.([a-z-]+)");

    private final String prefix;
    private final Map<String, String> properties;
    private final Values values;

    /** @param prefix the prefix of the names of the properties */
    ConnectionReader(String prefix, Map<String, String> properties) {
        this.prefix = prefix;
        this.properties = properties;
        this.values = new Values(properties);
    }

    /** The names of the connections. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String property : properties.keySet()) {
            Matcher connection = NAME.matcher(property.startsWith(prefix) ? property.substring(prefix.length()) : "");
            if (connection.matches()) {
                names.add(connection.group(1));
            }
        }
        return names;
    }

    /** The names of the properties that may be set for these connections. */
    Set<String> known() {
        Set<String> known = new TreeSet<>();
        names().forEach(name -> PARTS.forEach(part -> known.add(prefix + name + "." + part)));
        return known;
    }

    /**
     * Reads all connections.
     *
     * @param defaults the address and the limit of connections that do not set their own
     */
    Map<String, KeyedConnection> read(ConnectionDefaults defaults) {
        Map<String, KeyedConnection> connections = new TreeMap<>();
        for (String name : names()) {
            String own = prefix + name + ".";
            if (!properties.containsKey(own + "api-key")) {
                throw new ConfigurationException("Connection " + name + " has no API key; set " + own + "api-key");
            }
            String address = properties.get(own + "base-url");
            URI url = address == null ? defaults.baseUrl() : BaseUrl.parse(address, own + "base-url");
            connections.put(name, connection(name, url, values.number(own + "limit", defaults.limit(), 1, 100_000),
                    own + "api-key", own + "company"));
        }
        return connections;
    }

    /**
     * Reads the key of a connection, and its company.
     *
     * @param keyProperty the name of the property for the key
     * @param companyProperty the name of the property for the company
     */
    KeyedConnection connection(String name, URI url, int limit, String keyProperty, String companyProperty) {
        String key = tidyKey(properties.get(keyProperty), keyProperty);
        if (!key.startsWith(KEY_PREFIX)) {
            // The API decides.
            LOG.warn("{} does not begin with wlcro_; is it this API's key?", keyProperty);
        }
        return new KeyedConnection(new Connection(name, url, limit, company(companyProperty, key), companyProperty), key);
    }

    /**
     * Cleans an API key that a person pasted. Keys are opaque (contract section 2 documents two formats), so that only values that
     * cannot be a key are refused. No message shows any part of a key.
     */
    private static String tidyKey(String raw, String property) {
        String key = raw.replace("\uFEFF", "").strip();
        if (key.length() >= 2 && (key.startsWith("\"") && key.endsWith("\"") || key.startsWith("'") && key.endsWith("'"))) {
            key = key.substring(1, key.length() - 1).strip();
        }
        if (key.isEmpty()) {
            throw new ConfigurationException(property + " is empty; give the API key, or leave the property out");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new ConfigurationException(
                    property + " holds a space, a line break or a character that no key has; copy the key again");
        }
        if (KEY_PREFIXES.contains(key)) {
            throw new ConfigurationException(property + " is only the beginning of a key; copy the whole key");
        }
        return key;
    }

    /** Reads the company from a property. It may repeat the company that the key names, but must not contradict it. */
    private Optional<CompanyId> company(String property, String key) {
        Optional<CompanyId> configured = Optional.ofNullable(properties.get(property))
                .map(value -> CompanyId.parse(value, property));
        CompanyId.ofKey(key).filter(own -> configured.isPresent() && !configured.get().equals(own)).ifPresent(own -> {
            throw new ConfigurationException(property + " is " + configured.get() + ", and the key is one of company " + own
                    + "; take the property out, or set that company's key");
        });
        return configured;
    }

    /**
     * What holds for connections that do not set their own.
     *
     * @param baseUrl {@code wlcro.base-url}
     * @param limit {@code wlcro.limit}
     */
    record ConnectionDefaults(URI baseUrl, int limit) {}
}
