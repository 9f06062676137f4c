package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An opened input of one kind: a text, or a workbook. */
interface RecordInput extends Closeable {

    /**
     * Begins to read; to be called once, before {@link #description}.
     *
     * @param isHeader recognises the header of a table by its names; null if the names do not matter
     */
    RowIterator begin(Predicate<List<String>> isHeader) throws IOException;

    /** How many bytes of the input the rows so far have used up. */
    long bytesUsed();

    /** The same rows, if they are those of a table. */
    Optional<TableRows> table();

    /** Describes the detected format for the user. */
    String description();

    /** Remarks for the user about how the input was read; one sentence each. */
    List<String> remarks();

    /** The rows of one format, one after the other. */
    interface RowIterator {

        /** The next row, or null at the end. */
        InputRow next() throws IOException;
    }
}
