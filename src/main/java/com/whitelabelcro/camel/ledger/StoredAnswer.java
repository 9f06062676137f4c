package com.whitelabelcro.camel.ledger;

import java.util.Arrays;

/**
 * The API's answer to a record that it applied; replayed to duplicates.
 *
 * @param status the HTTP status
 * @param body the JSON; must not be modified
 */
public record StoredAnswer(int status, byte[] body) {

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
