package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An opened input of one kind: a text, or a workbook. */
interface RecordInput extends Closeable {

    /**
     * Begins to read; to be called once, and before anything is described.
     *
     * @param isHeader knows the header of a table by its names; null if its names say nothing
     */
    RowIterator begin(Predicate<List<String>> isHeader) throws IOException;

    /** The same rows, if they are those of a table. */
    Optional<TableRows> table();

    /** What kind of input it is. */
    RecordFormat format();

    /** Describes for the user what was recognised. */
    String description();

    /** What the user should also know about how it was read; one sentence each. */
    List<String> remarks();
}
