package com.whitelabelcro.camel.gateway;

/** A request cannot be read. The message says why and what to send, and quotes nothing. */
public final class UnreadableRequest extends Exception {

    static final int BAD_REQUEST = 400;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status the HTTP status of the answer */
    UnreadableRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }
}
