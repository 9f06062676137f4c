package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.prepare.Blanks;
import com.whitelabelcro.camel.prepare.ExternalIdRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text with columns in braces, such as {@code hubspot_{Record ID}}. A brace as such is written twice. A column name
 * ends at the first closing brace.
 *
 * @param parts the text in pieces; one of {@code column} and {@code text} is null in each
 */
record Template(List<Part> parts) {

    /** A piece: either a column, or plain text. */
    record Part(String column, String text) {
    }

    Template {
        parts = List.copyOf(parts);
    }

    /** @throws ImportConfigurationException if the braces do not match */
    static Template of(String template) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean twice = i + 1 < template.length() && template.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && twice) {
                text.append(c);
                i++;
            } else if (c == '{') {
                int end = template.indexOf('}', i);
                String column = end < 0 ? "" : template.substring(i + 1, end).strip();
                if (column.isEmpty()) {
                    throw mistake(template, i, "is not closed or names no column");
                }
                parts.add(new Part(null, text.toString()));
                parts.add(new Part(column, null));
                text.setLength(0);
                i = end;
            } else if (c == '}') {
                throw mistake(template, i, "closes nothing");
            } else {
                text.append(c);
            }
        }
        parts.add(new Part(null, text.toString()));
        parts.removeIf(part -> part.column() == null && part.text().isEmpty());
        return new Template(parts);
    }

    private static ImportConfigurationException mistake(String template, int at, String what) {
        return new ImportConfigurationException("In the template \"" + Printable.of(template) + "\", the brace at"
                + " character " + (at + 1) + " " + what + "; a brace as such is written twice");
    }

    /** The columns it refers to. */
    Set<String> columns() {
        return parts.stream().filter(part -> part.column() != null).map(Part::column).collect(Collectors.toSet());
    }

    /** The same with other names for its columns. */
    Template renamed(Map<String, String> names) {
        return new Template(parts.stream()
                .map(part -> part.column() == null ? part : new Part(names.get(part.column()), null)).toList());
    }

    /**
     * The text with the values of a row; null if a column it refers to is empty there.
     *
     * @param digits whether nothing but its digits is meant by a number; see {@link FieldValue}
     */
    String text(Map<String, Object> row, boolean digits) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            String value = part.column() == null ? part.text() : textOf(RowPath.value(row, part.column()), digits);
            if (part.column() != null && ExternalIdRule.isBlank(value)) {
                return null;
            }
            text.append(value);
        }
        return text.toString();
    }

    private static String textOf(Object value, boolean digits) {
        if (value instanceof BigDecimal number) {
            return digits ? FieldValue.digits(number) : number.toPlainString();
        }
        String text = value == null ? "" : Blanks.strip(String.valueOf(value));
        return digits && !text.isEmpty() ? FieldValue.digits(text) : text;
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(part -> part.column() == null
                        ? part.text().replace("{", "{{").replace("}", "}}")
                        : "{" + part.column() + "}")
                .collect(Collectors.joining());
    }
}
