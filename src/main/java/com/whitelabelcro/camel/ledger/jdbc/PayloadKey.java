package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the key of a {@link PayloadCipher} from {@code wlcro.ledger.secret-key} (PBKDF2, with a salt that is stored in the ledger),
 * and checks at the start whether it is the one that the ledger was written with.
 */
final class PayloadKey {

    private static final String SALT = "salt";
    private static final String CHECK = "key-check";
    private static final EntryId CHECKED = new EntryId(0);
    private static final byte[] KNOWN = "wlcro ledger".getBytes(StandardCharsets.US_ASCII);
    private static final int LEAST = 16;
    private static final int ITERATIONS = 210_000;

    private PayloadKey() {}

    /** Returns the cipher for read-only use: stores nothing, not even in a ledger that the next regular use will encrypt. */
    static PayloadCipher toRead(Connection connection, String secretKey, SecureRandom random) throws SQLException {
        return read(connection, CHECK) == null ? new PayloadCipher(null, random) : cipher(connection, secretKey, random);
    }

    /** Does not commit. */
    static PayloadCipher cipher(Connection connection, String secretKey, SecureRandom random) throws SQLException {
        byte[] check = read(connection, CHECK);
        if (secretKey.isEmpty()) {
            if (check != null) {
                throw wrong("The ledger is encrypted, and wlcro.ledger.secret-key is not set. Set it to the key that"
                        + " the ledger was written with");
            }
            return new PayloadCipher(null, random);
        } else if (secretKey.length() < LEAST) {
            throw wrong("wlcro.ledger.secret-key is too short; give at least " + LEAST
                    + " characters, best random ones");
        }
        byte[] salt = read(connection, SALT);
        if (salt == null) {
            salt = new byte[16];
            random.nextBytes(salt);
            write(connection, SALT, salt);
        }
        PayloadCipher cipher = new PayloadCipher(key(secretKey, salt), random);
        if (check == null) {
            write(connection, CHECK, cipher.seal(CHECKED, KNOWN));
        } else {
            refuseAnother(cipher, check);
        }
        return cipher;
    }

    private static void refuseAnother(PayloadCipher cipher, byte[] check) {
        try {
            cipher.open(CHECKED, check);
        } catch (LedgerException e) {
            throw wrong("wlcro.ledger.secret-key is not the key that the ledger was written with");
        }
    }

    private static SecretKey key(String secretKey, byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(secretKey.toCharArray(), salt, ITERATIONS, 256);
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA256", e);
        }
    }

    private static byte[] read(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT bytes FROM wlcro_meta WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }

    private static void write(Connection connection, String name, byte[] bytes) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO wlcro_meta (name, bytes) VALUES (?, ?)")) {
            statement.setString(1, name);
            statement.setBytes(2, bytes);
            statement.executeUpdate();
        }
    }

    private static LedgerException wrong(String message) {
        return new LedgerException(Reason.SETTINGS, message);
    }
}
