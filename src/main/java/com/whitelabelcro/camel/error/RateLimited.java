package com.whitelabelcro.camel.error;

/** The rate limit was still exceeded (429) when the retries or the deadline were used up. Nothing was written. */
public final class RateLimited extends WlcroException {

    private static final long serialVersionUID = 1L;

    public RateLimited(String reason, Details details) {
        super(reason, details);
    }
}
