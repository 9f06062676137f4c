package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.once.Fingerprint;
import com.whitelabelcro.camel.once.RowKey;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives each record of an import what it is recognised by when it comes again: a person by name and e-mail, and by the
 * row.
 */
final class RowKeys {

    private final Action action;

    RowKeys(Action action) {
        this.action = action;
    }

    /**
     * @param record the row
     * @param unused the columns that fill no field
     * @param body the record that was made of it
     */
    RowKey of(Row.Record record, Set<String> unused, Map<String, Object> body) {
        RowKey before = record.before();
        if (!action.createsPerson()) {
            return before;
        }
        String key = person(body).orElse("");
        String row = before.row().isEmpty() ? RowContent.of(record.fields(), unused).orElse("") : before.row();
        return new RowKey(key, row, before.key().equals(key) ? "" : before.key());
    }

    /** A person is who has this name and this e-mail, as people read them. */
    private static Optional<String> person(Map<String, Object> body) {
        String[] parts = Stream.of(Action.FIRST_NAME, Action.LAST_NAME, Action.EMAIL)
                .map(field -> folded(body.get(field))).toArray(String[]::new);
        return Stream.of(parts).anyMatch(String::isEmpty)
                ? Optional.empty() : Optional.of("wlcro-person:" + Fingerprint.of(parts).hex());
    }

    private static String folded(Object value) {
        String text = value == null ? "" : CleanText.of(value.toString()).replaceAll("[\\s\\p{Z}]+", " ");
        return CleanText.of(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
}
