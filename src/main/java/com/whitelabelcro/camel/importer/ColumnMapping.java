package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.importer.CellFunction.TelephoneNumbers;
import com.whitelabelcro.camel.importer.DoubtRule.Doubt;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link Mapping} applied to the columns of one input: the body of each row, and a plan for the user to check. */
final class ColumnMapping {

    /** A source of the value of a field. */
    sealed interface Source {

        /** The columns that it uses. */
        Set<String> columns();
    }

    record Column(String name) implements Source {

        @Override
        public Set<String> columns() {
            return Set.of(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Text(Template template, Set<String> columns) implements Source {

        Text(Template template) {
            this(template, template.columns());
        }

        @Override
        public String toString() {
            return "\"" + template + "\"";
        }
    }

    private final Action action;
    private final List<FieldSources> fillings;
    private final Set<String> ignored;

    ColumnMapping(Action action, Map<Field, List<Source>> sources, Collection<String> columns, boolean text) {
        this.action = action;
        this.fillings = sources.entrySet().stream()
                .map(each -> new FieldSources(each.getKey(), each.getValue(), text)).toList();
        this.ignored = new LinkedHashSet<>(columns);
        sources.values().forEach(alternatives -> alternatives.forEach(source -> ignored.removeAll(source.columns())));
    }

    boolean fills(String field) {
        return fillings.stream().anyMatch(filled -> filled.field().name().equals(field));
    }

    /** The columns that fill nothing. */
    public Set<String> ignored() {
        return Collections.unmodifiableSet(ignored);
    }

    /** The body for the action: the fields that have content in this row, in the order of the schema. */
    public Map<String, Object> body(Map<String, Object> row) {
        return body(row, new ArrayList<>());
    }

    /** @param doubts receives the doubts about the values of the body */
    Map<String, Object> body(Map<String, Object> row, List<Doubt> doubts) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (FieldSources filling : fillings) {
            filling.fill(row, body, doubts);
        }
        return body;
    }

    /** Which column fills which field, what is ignored, and what stays empty; several lines, safe for a terminal. */
    public String plan() {
        int width = fillings.stream().mapToInt(each -> label(each.sources()).length()).max().orElse(0);
        StringBuilder plan = new StringBuilder();
        fillings.forEach(filling -> {
            String label = label(filling.sources());
            plan.append("  ").append(label).append(" ".repeat(width - label.length())).append("  ->  ")
                    .append(filling.field().name()).append('\n');
        });
        if (!ignored.isEmpty()) {
            plan.append("Ignored columns: ").append(Printable.of(String.join(", ", ignored))).append('\n');
        }
        List<String> empty = action.fields().keySet().stream().filter(field -> !fills(field)).toList();
        if (!empty.isEmpty()) {
            plan.append("Fields left empty: ").append(String.join(", ", empty)).append('\n');
        }
        if (action.creates() && action.hasExternalId() && !fills(Action.EXTERNAL_ID)) {
            plan.append("Nothing fills external_id: a record whose answer is lost cannot be sent again safely. "
                    + "Better: --set \"external_id=SYSTEM_{ID COLUMN}\"\n");
        }
        return plan.toString();
    }

    private static String label(List<Source> alternatives) {
        return Printable.of(alternatives.stream().map(Source::toString).collect(Collectors.joining(", else ")));
    }

    /** The sources of one field; the first one that has content in a row fills it. */
    static final class FieldSources {

        private final Field field;
        private final List<Source> sources;
        private final boolean textual;
        private final FieldValue value;
        private final DoubtfulValues doubts;

        /** @param textual whether the input has only texts */
        FieldSources(Field field, List<Source> sources, boolean textual) {
            this.field = field;
            this.sources = sources;
            this.textual = textual;
            this.value = new FieldValue(field);
            this.doubts = new DoubtfulValues(field);
        }

        Field field() {
            return field;
        }

        List<Source> sources() {
            return sources;
        }

        /** Adds the value to the body, if the row has one, and the doubts about it to the list. */
        void fill(Map<String, Object> row, Map<String, Object> body, List<Doubt> found) {
            for (Source source : sources) {
                Object content = content(source, row);
                if (content != null) {
                    body.put(field.name(), content);
                    String reason = doubtAbout(source, content, row);
                    if (reason != null) {
                        found.add(new Doubt(field.name(), reason));
                    }
                    return;
                }
            }
        }

        /** An object or a list cannot be part of a text: it becomes the whole content, which the validation then refuses. */
        private Object content(Source source, Map<String, Object> row) {
            if (!(source instanceof Text text)) {
                return value.of(Template.value(row, ((Column) source).name()), textual);
            }
            Optional<Object> nested = textual ? Optional.empty() : text.columns().stream().map(column -> Template.value(row, column))
                    .filter(each -> each instanceof Map || each instanceof List).findFirst();
            return nested.orElseGet(() -> value.of(text.template().text(row, value.isOfDigits()), true));
        }

        private String doubtAbout(Source source, Object content, Map<String, Object> row) {
            String reason = doubts.about(content);
            if (reason != null || !(source instanceof Text set)) {
                return reason;
            } else if (set.template().isE164() && !TelephoneNumbers.isE164(content.toString())) {
                return "is no telephone number of that country, or has an extension";
            }
            for (String column : source.columns()) {
                if (Template.value(row, column) instanceof String text && !InvisibleCharacters.isBlank(text)) {
                    reason = reason == null ? doubts.lost(InvisibleCharacters.strip(text)) : reason;
                }
            }
            return reason;
        }
    }
}
