package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one format, one after the other. */
interface RowIterator extends Closeable {

    /** The next row, or null at the end. */
    InputRow next() throws IOException;

    /** How many bytes of the input the rows so far have used up. */
    long bytesUsed();
}
