package com.whitelabelcro.camel.call;

import java.io.IOException;

/** The connection's key has changed between the permit and the request, which was not sent. */
public final class KeyChanged extends IOException {

    private static final long serialVersionUID = 1L;

    KeyChanged() {
        super("The key has changed");
    }
}
