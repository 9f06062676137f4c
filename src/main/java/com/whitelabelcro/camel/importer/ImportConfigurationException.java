package com.whitelabelcro.camel.importer;

/**
 * The import cannot start, because the file, its header or the mapping cannot be used. Thrown before anything is sent. The
 * message says what to change; it names columns and fields, never the content of a cell.
 */
public final class ImportConfigurationException extends RuntimeException {

    public ImportConfigurationException(String message) {
        super(message);
    }
}
