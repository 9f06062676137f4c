package com.whitelabelcro.camel.error;

/**
 * The API reports a conflict with the record's present state (409). Or, without a request ({@link #getAttempts} is 0): a
 * record without {@code external_id} came under a key that is known with other content, and could only have made a
 * second record; the message names the entry of the first, and the id that the API gave it.
 */
public final class Conflict extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Conflict(String reason, Details details) {
        super(reason, details);
    }
}
