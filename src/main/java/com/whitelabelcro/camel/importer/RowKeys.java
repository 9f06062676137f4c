package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.model.Sha256;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Computes the keys by which a record is recognised when it is imported again. A person is recognised by name and e-mail address
 * and by the content of the row. All other records, for which an equal row may be intended as a second one, are recognised as the
 * n-th equal row of a series of imports.
 */
final class RowKeys {

    private final Action action;
    private final String series;
    private final AccountMark account;
    private final Occurrences occurrences = new Occurrences();
    private final Set<String> mended = new TreeSet<>();

    /**
     * @param series the series of this import; empty if there is none, as for a pipe: then only people are recognised
     * @param account the account that the records belong to
     */
    RowKeys(Action action, String series, AccountMark account) {
        this.action = action;
        this.series = series;
        this.account = account;
    }

    /**
     * Must be called once for each row, in the order of the input.
     *
     * @param record the row
     * @param unused the columns that fill no field
     * @param body the record that the row was mapped to
     */
    ImportRowKey of(InputRow.Record record, Set<String> unused, Map<String, Object> body) {
        ImportRowKey key = action.createsPerson() ? ofPerson(record, unused, body) : ofSeries(record, unused);
        return key.of(account);
    }

    private static ImportRowKey ofPerson(InputRow.Record record, Set<String> unused, Map<String, Object> body) {
        ImportRowKey before = record.before();
        String key = person(body).orElse("");
        String row = before.row().isEmpty() ? RowContent.of(record.fields(), unused).orElse("") : before.row();
        return new ImportRowKey(key, row, before.key().equals(key) ? "" : before.key(), before.account());
    }

    /** Identifies a person by name and e-mail address, ignoring letter case and white space that people do not see. */
    private static Optional<String> person(Map<String, Object> body) {
        String[] parts = Stream.of(Action.FIRST_NAME, Action.LAST_NAME, Action.EMAIL)
                .map(field -> folded(body.get(field))).toArray(String[]::new);
        return Stream.of(parts).anyMatch(String::isEmpty)
                ? Optional.empty() : Optional.of("wlcro-person:" + Sha256.of(parts).hex());
    }

    private static String folded(Object value) {
        String text = value == null ? "" : RowContent.cleaned(value.toString()).replaceAll("[\\s\\p{Z}]+", " ");
        return RowContent.cleaned(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private ImportRowKey ofSeries(InputRow.Record record, Set<String> unused) {
        if (!record.before().key().isEmpty()) {
            if (record.before().of(account).account().equals(account)) {
                record.before().series().ifPresent(mended::add);
            }
            return record.before();
        }
        Optional<String> row = series.isEmpty() ? Optional.empty() : RowContent.of(record.fields(), unused);
        return row.map(each -> ImportRowKey.ofSeries(series, each, occurrences.next(each))).orElse(ImportRowKey.NONE)
                .of(record.before().account());
    }

    /** The series of the records that came from files of failed records. Valid after the last row. */
    Set<String> mended() {
        return Set.copyOf(mended);
    }

    /**
     * The content of a row for recognising it again: its cleaned cells by column name. The order of the columns and empty cells
     * do not matter. A column whose name starts with {@code _}, which exports and people use for their own notes, counts only if it fills a
     * field.
     */
    static final class RowContent {

        private final List<String> parts = new ArrayList<>();

        private RowContent() {
        }

        /**
         * Returns a text that is equal for rows of equal content, and different for all others.
         *
         * @param fields the cells by column, or the members of the JSON object
         * @param unused the columns that fill no field
         * @return an empty text if the row has no content
         */
        static Optional<String> of(Map<String, Object> fields, Set<String> unused) {
            RowContent content = new RowContent();
            new TreeMap<>(fields).forEach((column, value) -> {
                if (!(column.startsWith("_") && unused.contains(column)) && !isEmpty(value)) {
                    content.parts.add(cleaned(column));
                    content.add(value);
                }
            });
            return content.parts.isEmpty()
                    ? Optional.empty() : Optional.of(Sha256.of(content.parts.toArray(String[]::new)).hex());
        }

        /**
         * Normalises a text for comparison: composed (NFC), with one kind of line end, and without the spaces, control
         * characters and invisible characters (zero-width spaces, a byte order mark) that spreadsheets leave at its ends.
         */
        static String cleaned(String text) {
            String composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace("\r\n", "\n").replace('\r', '\n');
            return InvisibleCharacters.strip(composed);
        }

        private static boolean isEmpty(Object value) {
            return value == null || value instanceof String text && cleaned(text).isEmpty();
        }

        private void add(Object value) {
            if (value instanceof Map<?, ?> object) {
                parts.add("{" + object.size());
                new TreeMap<>(object).forEach((name, member) -> {
                    parts.add(cleaned(String.valueOf(name)));
                    add(member);
                });
            } else if (value instanceof List<?> list) {
                parts.add("[" + list.size());
                list.forEach(this::add);
            } else if (value instanceof Number number) {
                // 1, 1.0 and the text "1" of a CSV file are equal.
                parts.add(new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
            } else {
                parts.add(cleaned(String.valueOf(value)));
            }
        }
    }
}
