package com.whitelabelcro.camel.error;

/** The API refuses the key (401), or did so a moment ago and the connection is suspended. Give another key. */
public final class Unauthorized extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Unauthorized(String reason, Details details) {
        super(reason, details);
    }
}
