package com.whitelabelcro.camel.importer;

/**
 * The import cannot begin: the file, its header or the mapping is not usable. Thrown before anything is sent. The
 * message says what to change; it names columns and fields, never the content of a cell.
 */
public final class ImportConfigurationException extends RuntimeException {

    public ImportConfigurationException(String message) {
        super(message);
    }
}
