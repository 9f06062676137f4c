package com.whitelabelcro.camel.app.scenario;

/** A row of a CSV text cannot be read. The message names its line and what is wrong, never its content. */
public final class UnreadableRow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRow(long line, String reason) {
        super("line " + line + " of the CSV text " + reason, null, false, false);
    }
}
