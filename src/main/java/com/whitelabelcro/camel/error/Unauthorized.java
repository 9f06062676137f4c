package com.whitelabelcro.camel.error;

/**
 * The API does not accept the key (401), or has just refused it and the connection is suspended. Configure a valid key.
 */
public final class Unauthorized extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Unauthorized(String reason, Details details) {
        super(reason, details);
    }
}
