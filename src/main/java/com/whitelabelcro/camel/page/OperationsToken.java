package com.whitelabelcro.camel.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that opens the operations page. It is stored in a file that only its owner can read, and stays the same across
 * restarts. A browser gets one value that is derived from it, and forms contain another one.
 */
public final class OperationsToken {

    private static final String FILE = "operations-token";
    private static final int BYTES = 24;

    private final String value;
    private final Optional<Path> file;

    private OperationsToken(String value, Optional<Path> file) {
        this.value = value;
        this.file = file;
    }

    /**
     * Reads the token of a folder, and creates one if there is none. If the folder cannot be written, the token is for this process
     * only.
     */
    public static OperationsToken in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            create(file);
            String value = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (value.length() >= BYTES) {
                return new OperationsToken(value, Optional.of(file));
            }
        } catch (IOException e) {
            // The token is valid for this process only; file() is empty.
        }
        return new OperationsToken(random(), Optional.empty());
    }

    private static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ours = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        if (Files.exists(file)) {
            return;
        }
        // It is complete before it gets its name, because another process may start at this moment and read it.
        Path draft = Files.createTempFile(file.getParent(), FILE, ".new", ours);
        try {
            Files.writeString(draft, random() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other process was faster.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The file of the token; empty if the token is for this process only. */
    public Optional<Path> file() {
        return file;
    }

    /** The token itself, for a link. */
    public String value() {
        return value;
    }

    /** Whether this is the token. */
    boolean isToken(String given) {
        return equal(value, given);
    }

    /** The value of the cookie that a browser keeps. */
    String session() {
        return derived("session");
    }

    /** Whether this is the value of the cookie. */
    boolean isSession(String given) {
        return equal(session(), given);
    }

    /** The value that each form contains, so that no page of another site can send one. */
    String form() {
        return derived("form");
    }

    boolean isForm(String given) {
        return equal(form(), given);
    }

    private String derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.US_ASCII), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }

    /** Compares in constant time, so that the time tells nothing about the token. */
    private static boolean equal(String expected, String given) {
        return given != null && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
