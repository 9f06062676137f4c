package com.whitelabelcro.camel.model;

import java.io.IOException;

/** The API key of the connection changed after the permit was granted; the request was not sent. */
public final class KeyChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    public KeyChangedException() {
        super("The key has changed");
    }
}
