package com.whitelabelcro.camel.config;

/** A record was on its way to a connection that has been removed from the configuration meanwhile. */
public final class RemovedConnectionException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param connection the connection's name */
    public RemovedConnectionException(String connection) {
        super(reason(connection));
    }

    /** One sentence for people. */
    public static String reason(String connection) {
        return "connection " + connection + " has been removed from the configuration";
    }
}
