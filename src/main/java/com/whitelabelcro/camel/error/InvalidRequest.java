package com.whitelabelcro.camel.error;

/**
 * The request is wrong and will stay wrong: refused here before it was sent, or by the API with 400, 422 or
 * another 4xx.
 */
public final class InvalidRequest extends WlcroException {

    private static final long serialVersionUID = 1L;

    public InvalidRequest(String reason, Details details) {
        super(reason, details);
    }
}
