package com.whitelabelcro.camel.error;

/**
 * The request is invalid, and a retry cannot change that. It was rejected before it was sent, or by the API with 400,
 * 422 or another 4xx status.
 */
public final class InvalidRequest extends WlcroException {

    private static final long serialVersionUID = 1L;

    public InvalidRequest(String reason, Details details) {
        super(reason, details);
    }
}
