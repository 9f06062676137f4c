package com.whitelabelcro.camel.config;

/** The connection of a record was removed from the configuration while the record was being sent. */
public final class RemovedConnectionException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param connection the connection's name */
    public RemovedConnectionException(String connection) {
        super(reason(connection));
    }

    /** The reason as one sentence for the user. */
    public static String reason(String connection) {
        return "connection " + connection + " has been removed from the configuration";
    }
}
