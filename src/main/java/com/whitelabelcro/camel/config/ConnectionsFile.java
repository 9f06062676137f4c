package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.config.ConnectionReader.ConnectionDefaults;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The file that {@code wlcro.connections-file} names: connections that can be added, changed and removed without a restart. Its lines
 * are such as {@code acme.api-key = {{env:ACME_KEY}}}. Immutable.
 */
public final class ConnectionsFile {

    /** The property that names the file. */
    public static final String PROPERTY = "wlcro.connections-file";

    private final PropertiesFile file;
    private final ConnectionDefaults defaults;

    private ConnectionsFile(PropertiesFile file, ConnectionDefaults defaults) {
        this.file = file;
        this.defaults = defaults;
    }

    /**
     * The file that a value of the property names.
     *
     * @throws ConfigurationException if there can be no such file
     */
    static ConnectionsFile of(String value, ConnectionDefaults defaults) {
        return new ConnectionsFile(new PropertiesFile("connections file", PROPERTY, value), defaults);
    }

    /** The file itself. */
    public PropertiesFile file() {
        return file;
    }

    /** The connections of this content, by name. */
    Map<String, KeyedConnection> read(byte[] content, UnaryOperator<String> placeholders) {
        Map<String, String> properties = file.properties(content, placeholders);
        try {
            ConnectionReader reader = new ConnectionReader("", properties);
            refuseUnknown(properties.keySet(), reader.known());
            Map<String, KeyedConnection> connections = reader.read(defaults);
            if (connections.isEmpty()) {
                throw new ConfigurationException("there is no connection in it; a line such as acme.api-key=KEY adds one");
            }
            return connections;
        } catch (ConfigurationException e) {
            throw file.wrong(e.getMessage());
        }
    }

    /**
     * The same connections as properties such as {@code wlcro.connections.acme.api-key}, without placeholders being resolved; for
     * commands that change them.
     *
     * @param value a value of the property
     * @throws ConfigurationException if the file cannot be read
     */
    public static Map<String, String> asProperties(String value) {
        PropertiesFile file = of(value, null).file();
        Map<String, String> properties = new TreeMap<>();
        file.entries(file.content()).forEach((name, entry) -> properties.put(ConnectionReader.PREFIX + name, entry));
        return properties;
    }

    private static void refuseUnknown(Set<String> names, Set<String> known) {
        for (String name : names) {
            if (name.startsWith(ConnectionReader.PREFIX)) {
                throw new ConfigurationException(PropertiesFile.shown(name) + " must be written without " + ConnectionReader.PREFIX + " in this file");
            } else if (!known.contains(name)) {
                throw new ConfigurationException("unknown name " + PropertiesFile.shown(name) + Suggestions.hint(name, known)
                        + "; a line is NAME.api-key, NAME.base-url, NAME.company or NAME.limit");
            }
        }
    }
}
