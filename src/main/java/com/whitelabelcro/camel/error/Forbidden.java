package com.whitelabelcro.camel.error;

/**
 * The key is not allowed to do this (403): its scope does not include the action, or the record belongs to another
 * company.
 */
public final class Forbidden extends WlcroException {

    private static final long serialVersionUID = 1L;

    public Forbidden(String reason, Details details) {
        super(reason, details);
    }
}
