package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts bodies, answers and errors with AES-GCM if there is a key. Each is bound to its entry, so that none can be moved to
 * another one. Data from before a key was set stays readable.
 */
final class PayloadCipher {

    private static final byte PLAIN = 0;
    private static final byte SEALED = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    /**
     * @param key null for none
     * @param random generates the nonces
     */
    PayloadCipher(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    byte[] seal(EntryId id, byte[] content) {
        if (content == null) {
            return null;
        } else if (key == null) {
            return ByteBuffer.allocate(1 + content.length).put(PLAIN).put(content).array();
        }
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, id, nonce, content);
        return ByteBuffer.allocate(1 + NONCE + sealed.length).put(SEALED).put(nonce).put(sealed).array();
    }

    byte[] open(EntryId id, byte[] stored) {
        if (stored == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        byte kind = in.hasRemaining() ? in.get() : -1;
        if (kind == PLAIN) {
            return rest(in);
        } else if (kind != SEALED || in.remaining() < NONCE || key == null) {
            throw unreadable();
        }
        byte[] nonce = new byte[NONCE];
        in.get(nonce);
        return crypt(Cipher.DECRYPT_MODE, id, nonce, rest(in));
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private byte[] crypt(int mode, EntryId id, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(id.value()).array());
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
    }

    private static LedgerException unreadable() {
        return new LedgerException(Reason.DAMAGED, "An entry of the ledger cannot be decrypted: it was changed from"
                + " outside, or written with another wlcro.ledger.secret-key");
    }
}
