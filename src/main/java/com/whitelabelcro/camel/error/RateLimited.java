package com.whitelabelcro.camel.error;

/** Still over the rate limit (429) when the retries or the deadline were used up. Nothing was written. */
public final class RateLimited extends WlcroException {

    private static final long serialVersionUID = 1L;

    public RateLimited(String reason, Details details) {
        super(reason, details);
    }
}
