package com.whitelabelcro.camel.ledger;

import java.util.Arrays;

/**
 * What the API answered to a record that it applied; a duplicate is told the same.
 *
 * @param status the HTTP status
 * @param body its JSON, as bytes; nobody changes them
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

    /** No body: it is personal data. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
