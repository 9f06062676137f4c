package com.whitelabelcro.camel.error;

/** The API reports a conflict with the record's present state (409). */
public final class Conflict extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Conflict(String reason, Details details) {
        super(reason, details);
    }
}
