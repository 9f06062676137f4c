package com.whitelabelcro.camel.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 hash. Identities and contents are stored as hashes, so that they may have any length and any characters,
 * and so that the ledger contains neither in clear text.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {

    /**
     * Hashes these texts in this order, without case folding and without Unicode normalization, because the API does
     * not say that it treats such variants as equal. The length of each text is hashed too, so that no two lists have
     * the same hash.
     */
    public static Sha256 of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = utf16(part);
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) ':');
            digest.update(bytes);
        }
        return of(digest);
    }

    /** UTF-16BE without Java's encoder, whose buffers were a seventh of what a record allocates. */
    private static byte[] utf16(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    static Sha256 of(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    /** Restores a hash from its stored form. */
    public static Sha256 of(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    /** The stored form: 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** A prefix, enough to distinguish two hashes in a log. */
    @Override
    public String toString() {
        return hex.substring(0, 8);
    }
}
