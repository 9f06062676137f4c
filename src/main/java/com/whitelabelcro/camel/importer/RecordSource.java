package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;

/** Gives the records of a table one after the other, each as its cells, before anybody knows which one is the header. */
interface RecordSource extends Closeable {

    /**
     * One record of a table.
     *
     * @param line the physical line on which it begins, or the row of a sheet; from 1
     * @param cells its cells as they are written, not cleaned; null if it cannot be read
     * @param firstQuoted whether its first cell stood in quotes
     * @param mistake why it cannot be read; null if it can
     * @param raw its text as it stands in the input
     */
    record TableRecord(long line, String[] cells, boolean firstQuoted, String mistake, String raw) {
    }

    /** The next record that is not just an empty line; null at the end. */
    TableRecord next() throws IOException;

    /** How many bytes of the input the records so far have used up. */
    long bytesUsed();
}
