package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
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
 * A properties file in UTF-8 that is read again when it changes, and may contain keys. Immutable. Every message names the file
 * and none of its values.
 */
public final class PropertiesFile {

    /** A guard against a wrong path, such as a device; 10,000 connections need a tenth of it. */
    private static final long MOST_BYTES = 16L << 20;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final String kind;
    private final Path path;

    /**
     * @param kind the kind of file, for messages, such as {@code connections file}
     * @param property the property that names it
     * @param value the value of the property
     * @throws ConfigurationException if there can be no such file
     */
    PropertiesFile(String kind, String property, String value) {
        this.kind = kind;
        this.path = HomeFolder.ofUser().expand(value, property).toAbsolutePath().normalize();
    }

    /** The kind and the location of the file, for messages. */
    @Override
    public String toString() {
        return kind + " " + path;
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

    /** The properties in this content that are not empty, with their placeholders resolved. */
    Map<String, String> properties(byte[] content, UnaryOperator<String> placeholders) {
        Map<String, String> properties = new TreeMap<>();
        entries(content).forEach((name, value) -> {
            String resolved = resolve(name, value, placeholders);
            if (!resolved.isBlank()) {
                properties.put(name, resolved.strip());
            }
        });
        return properties;
    }

    /** The lines of this content as they are. */
    Map<String, String> entries(byte[] content) {
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

    /** A key on a line of its own is read as a name. */
    static String shown(String name) {
        return name.matches("[A-Za-z0-9_-]{1,40}(\\.[a-z-]{1,20}){1,4}") ? name : "(not shown, since it may be a key)";
    }

    /** The exception that says why the file cannot be used. */
    ConfigurationException wrong(String what) {
        return new ConfigurationException("The " + this + " cannot be used: " + what);
    }
}
