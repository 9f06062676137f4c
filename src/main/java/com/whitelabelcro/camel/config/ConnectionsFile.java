package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The file that {@code wlcro.connections-file} names: connections that can be added, changed and removed without a restart. It is
 * a properties file in UTF-8 with lines such as {@code acme.api-key = {{env:ACME_KEY}}}. Immutable; every message names the file
 * and no value of it.
 */
public final class ConnectionsFile {

    /** The property that names the file. */
    public static final String PROPERTY = "wlcro.connections-file";

    /** A guard against a wrong path, such as a device; 10,000 connections need a tenth of it. */
    private static final long MOST_BYTES = 16L << 20;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path path;
    private final ConnectionDefaults defaults;

    ConnectionsFile(Path path, ConnectionDefaults defaults) {
        this.path = path;
        this.defaults = defaults;
    }

    /**
     * The path that a value of the property names.
     *
     * @throws ConfigurationException if there can be no such file
     */
    public static Path path(String value) {
        return HomeFolder.ofUser().expand(value, PROPERTY).toAbsolutePath().normalize();
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigurationException if that is impossible
     */
    public byte[] content() {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw wrong("it is not a file");
        }
        return read(() -> {
            if (Files.size(path) > MOST_BYTES) {
                throw wrong("it has more than " + (MOST_BYTES >> 20) + " MB");
            }
            return Files.readAllBytes(path);
        });
    }

    /**
     * When the file was written.
     *
     * @throws ConfigurationException if that cannot be read
     */
    public Instant modified() {
        return read(() -> Files.getLastModifiedTime(path).toInstant());
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            throw wrong("there is no such file");
        } catch (IOException e) {
            throw wrong("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Whether users of this machine other than the owner may read the file. False if the file system cannot tell. */
    public boolean isReadableByOthers() {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The connections of this content, by name. */
    Map<String, KeyedConnection> read(byte[] content, UnaryOperator<String> placeholders) {
        Map<String, String> properties = new TreeMap<>();
        entries(content).forEach((name, value) -> {
            String resolved = resolve(name, value, placeholders);
            if (!resolved.isBlank()) {
                properties.put(name, resolved.strip());
            }
        });
        try {
            ConnectionReader reader = new ConnectionReader("", properties);
            refuseUnknown(properties.keySet(), reader.known());
            Map<String, KeyedConnection> connections = reader.read(defaults);
            if (connections.isEmpty()) {
                throw new ConfigurationException("there is no connection in it; a line such as acme.api-key=KEY adds one");
            }
            return connections;
        } catch (ConfigurationException e) {
            throw wrong(e.getMessage());
        }
    }

    /**
     * The same connections as properties such as {@code wlcro.connections.acme.api-key}, without placeholders being resolved; for
     * commands that change them.
     *
     * @param path a value of the property
     * @throws ConfigurationException if the file cannot be read
     */
    public static Map<String, String> asProperties(String path) {
        ConnectionsFile file = new ConnectionsFile(path(path), null);
        Map<String, String> properties = new TreeMap<>();
        file.entries(file.content()).forEach((name, value) -> properties.put(ConnectionReader.PREFIX + name, value));
        return properties;
    }

    private Map<String, String> entries(byte[] content) {
        Properties properties = new Properties();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            properties.load(new StringReader(text));
        } catch (CharacterCodingException e) {
            throw wrong("it is not UTF-8 text");
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("it contains a \\u that is not followed by four hexadecimal digits");
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> entries.put(name, properties.getProperty(name)));
        return entries;
    }

    private String resolve(String name, String value, UnaryOperator<String> placeholders) {
        try {
            return placeholders.apply(value);
        } catch (RuntimeException e) {
            // A vault may fail in any way, and its message may quote what it was asked for.
            throw wrong(shown(name) + " has a placeholder that cannot be resolved");
        }
    }

    private static void refuseUnknown(Set<String> names, Set<String> known) {
        for (String name : names) {
            if (name.startsWith(ConnectionReader.PREFIX)) {
                throw new ConfigurationException(shown(name) + " must be written without " + ConnectionReader.PREFIX + " in this file");
            } else if (!known.contains(name)) {
                throw new ConfigurationException("unknown name " + shown(name) + Suggestions.hint(name, known)
                        + "; a line is NAME.api-key, NAME.base-url, NAME.company or NAME.limit");
            }
        }
    }

    /** A key on a line of its own is a name for the format. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_-]{1,40}(\\.[a-z-]{1,20}){1,4}") ? name : "(not shown, since it may be a key)";
    }

    ConfigurationException wrong(String what) {
        return new ConfigurationException("The connections file " + path + " cannot be used: " + what);
    }
}
