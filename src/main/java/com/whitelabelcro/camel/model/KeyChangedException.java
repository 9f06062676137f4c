package com.whitelabelcro.camel.model;

import java.io.IOException;

/** The connection's key has changed between the permit and the request, which was not sent. */
public final class KeyChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    public KeyChangedException() {
        super("The key has changed");
    }
}
