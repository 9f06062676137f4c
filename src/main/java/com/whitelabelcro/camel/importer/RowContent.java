package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.model.Sha256;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of a row for recognising it again: its cleaned cells by column name. The order of the columns and empty cells do not
 * count. A column whose name starts with {@code _}, which exports and people use for their own notes, counts only if it fills a
 * field.
 */
final class RowContent {

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
     * Text as people mean it, for comparing: composed (NFC), with line ends of one kind, and without the blanks, control
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
