package com.whitelabelcro.camel.error;

/** The record does not exist (404 or 410). */
public final class NotFound extends WlcroException {

    private static final long serialVersionUID = 1L;

    public NotFound(String reason, Details details) {
        super(reason, details);
    }
}
