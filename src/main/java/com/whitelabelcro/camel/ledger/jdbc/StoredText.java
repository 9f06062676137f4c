package com.whitelabelcro.camel.ledger.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.IOException;
import java.util.Map;

/** The texts that a caller stores with a queued record, as encrypted JSON. */
final class StoredText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private StoredText() {}

    /** Null if there are no texts. */
    static byte[] write(PayloadCipher cipher, EntryId id, Map<String, String> texts) {
        try {
            return texts.isEmpty() ? null : cipher.seal(id, JSON.writeValueAsBytes(texts));
        } catch (IOException e) {
            throw new IllegalStateException("Texts can be written as JSON", e);
        }
    }

    static Map<String, String> read(PayloadCipher cipher, EntryId id, byte[] stored) {
        try {
            return stored == null ? Map.of() : JSON.readValue(cipher.open(id, stored), TEXTS);
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Reason.DAMAGED, "The ledger holds a queued record that cannot be read");
        }
    }
}
