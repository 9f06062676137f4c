package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.ledger.ImportRowKey;
import java.util.Map;
import java.util.Objects;

/** A row of the input of a {@link RecordReader}: a record, or a row that cannot be read as one. */
public sealed interface InputRow {

    /** The physical line on which it begins; the first line of the input is 1. */
    long line();

    /**
     * A record that could be read. Whether its content makes sense is not known yet.
     *
     * @param line the physical line on which it begins
     * @param fields the cells by column name, or the members of the JSON object; empty cells are {@code ""}
     * @param before the key by which it was recognised in an earlier import, if it comes from a {@link FailedFile}
     * @param forgotten whether it was sent before and the ledger that would recognise it was lost
     */
    record Record(long line, Map<String, Object> fields, ImportRowKey before, boolean forgotten) implements InputRow {

        public Record {
            Objects.requireNonNull(fields);
        }

        Record(long line, Map<String, Object> fields) {
            this(line, fields, ImportRowKey.NONE, false);
        }

        /** Without content: that is personal data, and a row may end up in a log. */
        @Override
        public String toString() {
            return "Record[line=" + line + ", " + fields.size() + " fields]";
        }
    }

    /**
     * Something that is not a record. The rows around it are not affected.
     *
     * @param line the physical line on which it begins
     * @param reason what is wrong, from rule and position alone; never quotes the content
     * @param raw the text as it is in the input, truncated after {@value #RAW_LIMIT} characters
     */
    record Broken(long line, String reason, String raw) implements InputRow {

        /** The number of characters of the text that are kept. */
        public static final int RAW_LIMIT = 64 * 1024;

        public Broken {
            raw = cut(raw);
        }

        /** Without the raw text, for the same reason. */
        @Override
        public String toString() {
            return "Broken[line=" + line + ", reason=" + reason + "]";
        }

        private static String cut(String raw) {
            if (raw.length() <= RAW_LIMIT) {
                return raw;
            }
            boolean insideAPair = Character.isHighSurrogate(raw.charAt(RAW_LIMIT - 1));
            return raw.substring(0, insideAPair ? RAW_LIMIT - 1 : RAW_LIMIT);
        }
    }
}
