package com.whitelabelcro.camel.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The API's answer to a record that it applied; replayed to duplicates.
 *
 * @param status the HTTP status
 * @param body the JSON; must not be modified
 */
public record StoredAnswer(int status, byte[] body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader JSON = MAPPER.readerForMapOf(Object.class);

    /** @param result the fields of the answer, or its JSON in another form */
    public static StoredAnswer of(int status, Object result) {
        try {
            return new StoredAnswer(status, MAPPER.writeValueAsBytes(result));
        } catch (IOException e) {
            throw new UncheckedIOException("A result that was read as JSON cannot be written as such", e);
        }
    }

    /** The fields of the answer. */
    public Map<String, Object> asMap() {
        try {
            return JSON.readValue(body);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored answer is no JSON object", e);
        }
    }

    /**
     * Compares the ids in a later answer for the same identity.
     *
     * @return the name of an id that differs, so that there may be two records now; empty if none does
     */
    public Optional<String> differingId(Map<?, ?> later) {
        Map<String, Object> before = asMap();
        return later.entrySet().stream()
                .filter(id -> before.containsKey(String.valueOf(id.getKey())))
                .filter(id -> !String.valueOf(before.get(String.valueOf(id.getKey()))).equals(String.valueOf(id.getValue())))
                .map(id -> String.valueOf(id.getKey())).filter(name -> name.endsWith("_id")).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredAnswer answer && status == answer.status && Arrays.equals(body, answer.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }

    /** No body, because it is personal data. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
