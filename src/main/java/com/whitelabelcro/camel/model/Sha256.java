package com.whitelabelcro.camel.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256. Identities and contents are kept as such, so that any length and any character will do, and so that the
 * ledger holds neither in the clear.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {

    /**
     * Of these texts in this order. They are taken as they are, without folding of case and without Unicode
     * normalisation: the API does not say that it would take twins for one. Each is preceded by its length, so that no
     * two lists give the same.
     */
    public static Sha256 of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) ':');
            digest.update(bytes);
        }
        return of(digest);
    }

    static Sha256 of(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    /** As it is stored. */
    public static Sha256 of(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    /** As it is stored: 32 bytes. */
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

    /** Enough to tell two apart in a log, too little to find out what it was made of. */
    @Override
    public String toString() {
        return hex.substring(0, 8);
    }
}
