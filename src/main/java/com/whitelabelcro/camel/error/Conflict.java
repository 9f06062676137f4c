package com.whitelabelcro.camel.error;

/**
 * The API reports a conflict with the record's current state (409). Or no request was made ({@link #getAttempts} is 0),
 * because the record has no {@code external_id}, its idempotency key is known with other content, and it could only
 * create a second record. The message then names the entry of the first record and the id that the API returned for it.
 */
public final class Conflict extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Conflict(String reason, Details details) {
        super(reason, details);
    }
}
