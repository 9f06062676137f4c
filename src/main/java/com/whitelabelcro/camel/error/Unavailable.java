package com.whitelabelcro.camel.error;

/**
 * The API could not be reached or did not process the request (5xx, 408, 425, a redirect, no connection), and the
 * retries or the deadline were used up. Nothing was written, or a repeat is safe.
 */
public final class Unavailable extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String reason, Details details) {
        super(reason, details);
    }
}
