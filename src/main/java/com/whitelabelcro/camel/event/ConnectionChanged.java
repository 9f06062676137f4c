package com.whitelabelcro.camel.event;

/**
 * The configuration of a connection has changed while the pack is running, because its file was edited.
 *
 * @param connection the connection's name
 * @param change what has changed
 */
public record ConnectionChanged(String connection, Change change) implements WlcroEvent {

    /** What can change. */
    public enum Change {
        /** There is a new connection. */
        ADDED("added"),
        /** It has another API key. The open circuit of a refused key does not apply to the new one. */
        KEY_CHANGED("key changed"),
        /**
         * It has the API key of another company, so that it is another connection under the same name. Records that are queued
         * for the former company stay until a connection has that company's key.
         */
        COMPANY_CHANGED("now the key of another company; what is queued for the one before waits until a connection has its key"),
        /** Its address, limit or company has changed. */
        SETTINGS_CHANGED("settings changed"),
        /** The connection was removed; records that waited for it are rejected. */
        REMOVED("removed");

        private final String words;

        Change(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
