package com.whitelabelcro.camel.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** README.md as its readers see it. */
public final class Readme {

    private static final Document README = new Document(Path.of("README.md"));

    private Readme() {}

    /** The rows of the table under a heading, cell by cell, without head and rule. */
    public static List<List<String>> table(String heading) throws IOException {
        return README.table(heading);
    }

    /** The first block of that language under a heading. */
    public static String block(String heading, String language) throws IOException {
        return README.block(heading, language);
    }

    /** What a cell has in backticks. */
    public static List<String> code(String cell) {
        return Document.code(cell);
    }
}
