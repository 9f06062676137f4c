package com.whitelabelcro.camel.importer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads rows from a text, for tests. */
final class Reading {

    private Reading() {
    }

    static List<InputRow> rows(String text) {
        return rows(text.getBytes(StandardCharsets.UTF_8));
    }

    static RecordReader open(String text) {
        return RecordReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static List<InputRow> rows(byte[] bytes) {
        List<InputRow> rows = new ArrayList<>();
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(bytes))) {
            reader.forEachRemaining(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Formats rows as {@code 3:{a=x}} or {@code 3!reason}, for comparisons. */
    static List<String> brief(List<InputRow> rows) {
        return rows.stream().map(Reading::brief).toList();
    }

    static String brief(InputRow row) {
        if (row instanceof InputRow.Broken broken) {
            return broken.line() + "!" + broken.reason();
        }
        return row.line() + ":" + fields(row);
    }

    static Map<String, Object> fields(InputRow row) {
        return ((InputRow.Record) row).fields();
    }
}
