package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with columns in braces, such as {@code hubspot_{Record ID}}, and functions for their content, such as {@code
 * {Phones|part:1|digits}}. A literal brace is written twice. A column name ends at the first closing brace, or at the
 * first pipe.
 *
 * @param parts the parts of the text; in each, one of {@code column} and {@code text} is null
 */
record Template(List<Part> parts) {

    /** A part: either a column with functions, or plain text. */
    record Part(String column, List<CellFunction> functions, String text) {

        Part(String text) {
            this(null, List.of(), text);
        }

        static Part of(String inBraces) {
            String[] pieces = inBraces.split("\\|", -1);
            List<CellFunction> functions =
                    Stream.of(pieces).skip(1).map(String::strip).map(CellFunction::of).toList();
            return new Part(pieces[0].strip(), functions, null);
        }

        private String applied(String value) {
            String result = value;
            for (CellFunction function : functions) {
                result = InvisibleCharacters.strip(function.apply().apply(result));
            }
            return result;
        }
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
                Part part = end < 0 ? new Part("") : Part.of(template.substring(i + 1, end));
                if (part.column() == null || part.column().isEmpty()) {
                    throw mistake(template, i, "is not closed or names no column");
                }
                parts.add(new Part(text.toString()));
                parts.add(part);
                text.setLength(0);
                i = end;
            } else if (c == '}') {
                throw mistake(template, i, "closes nothing");
            } else {
                text.append(c);
            }
        }
        parts.add(new Part(text.toString()));
        parts.removeIf(part -> part.column() == null && part.text().isEmpty());
        return new Template(parts);
    }

    private static ImportConfigurationException mistake(String template, int at, String what) {
        return new ImportConfigurationException("In the template \"" + Printable.of(template) + "\", the brace at"
                + " character " + (at + 1) + " " + what + "; a brace as such is written twice");
    }

    /** The columns that it refers to. */
    Set<String> columns() {
        return parts.stream().filter(part -> part.column() != null).map(Part::column).collect(Collectors.toSet());
    }

    /** The same with other names for its columns. */
    Template renamed(Map<String, String> names) {
        return new Template(parts.stream()
                .map(part -> part.column() == null ? part : new Part(names.get(part.column()), part.functions(), null))
                .toList());
    }

    /** Whether it consists only of a telephone number in E.164 format. */
    boolean isE164() {
        return parts.size() == 1 && parts.get(0).functions().stream().anyMatch(CellFunction::isE164);
    }

    /**
     * The text with the values of a row; null if a column it refers to is empty there.
     *
     * @param digits whether a number stands only for its digits; see {@link FieldValue}
     */
    String text(Map<String, Object> row, boolean digits) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            String value = part.column() == null ? part.text() : part.applied(textOf(value(row, part.column()), digits));
            if (part.column() != null && InvisibleCharacters.isBlank(value)) {
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
        String text = value == null ? "" : InvisibleCharacters.strip(String.valueOf(value));
        return digits && !text.isEmpty() ? FieldValue.digits(text) : text;
    }

    /**
     * The value of the member with that name; otherwise the value at a path into the objects and lists of the record, such as
     * {@code properties.firstname} or {@code emails.0.value}; null if there is none.
     */
    static Object value(Map<String, Object> row, String name) {
        Object value = row.get(name);
        return value != null || name.indexOf('.') < 0 || row.containsKey(name) ? value : follow(row, name);
    }

    private static Object follow(Object from, String path) {
        Object at = from;
        for (String step : path.split("\\.")) {
            if (at instanceof Map<?, ?> object) {
                at = object.get(step);
            } else if (at instanceof List<?> list && step.matches("[0-9]{1,9}") && Integer.parseInt(step) < list.size()) {
                at = list.get(Integer.parseInt(step));
            } else {
                return null;
            }
        }
        return at;
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(part -> part.column() == null
                        ? part.text().replace("{", "{{").replace("}", "}}")
                        : "{" + part.column()
                                + part.functions().stream().map(CellFunction::toString).collect(Collectors.joining()) + "}")
                .collect(Collectors.joining());
    }
}
