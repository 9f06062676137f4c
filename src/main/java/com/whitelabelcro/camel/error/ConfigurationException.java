package com.whitelabelcro.camel.error;

/** The configuration cannot be used. The message says which property is wrong, why, and what to do. */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
