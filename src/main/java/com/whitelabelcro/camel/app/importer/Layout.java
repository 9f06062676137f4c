package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.prepare.Blanks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link Mapping} settled for the columns of one input: the body of each row, and a plan for people to check. */
public final class Layout {

    /** What can fill a field. */
    sealed interface Source {

        /** The columns it takes its content from. */
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

    record Text(Template template) implements Source {

        @Override
        public Set<String> columns() {
            return template.columns();
        }

        @Override
        public String toString() {
            return "\"" + template + "\"";
        }
    }

    private final Action action;
    private final Map<Field, List<Source>> sources;
    private final boolean text;
    private final Set<String> ignored;

    Layout(Action action, Map<Field, List<Source>> sources, Collection<String> columns, boolean text) {
        this.action = action;
        this.sources = sources;
        this.text = text;
        this.ignored = new LinkedHashSet<>(columns);
        sources.values().forEach(alternatives -> alternatives.forEach(source -> ignored.removeAll(source.columns())));
    }

    boolean fills(String field) {
        return sources.keySet().stream().anyMatch(filled -> filled.name().equals(field));
    }

    /** The columns that fill nothing. */
    public Set<String> ignored() {
        return Collections.unmodifiableSet(ignored);
    }

    /** The body for the action: the fields that have content in this row, in the order of the schema. */
    public Map<String, Object> body(Map<String, Object> row) {
        Map<String, Object> body = new LinkedHashMap<>();
        sources.forEach((field, alternatives) -> {
            for (Source source : alternatives) {
                Object value = value(field, source, row);
                if (value != null) {
                    body.put(field.name(), value);
                    return;
                }
            }
        });
        return body;
    }

    private Object value(Field field, Source source, Map<String, Object> row) {
        return source instanceof Text set
                ? FieldValue.of(field, set.template().text(row, FieldValue.isOfDigits(field)), true)
                : FieldValue.of(field, row.get(((Column) source).name()), text);
    }

    /**
     * What is doubtful about the values of a row: about those of its body, and about what was put into a text with others.
     *
     * @param body what {@link #body} has made of the row
     */
    List<Doubt> doubts(Map<String, Object> row, Map<String, Object> body) {
        List<Doubt> doubts = new ArrayList<>();
        sources.forEach((field, alternatives) -> {
            Object value = body.get(field.name());
            if (value == null) {
                return;
            }
            Optional<String> reason = Doubts.about(field, value);
            if (reason.isEmpty() && alternatives.get(0) instanceof Text) {
                reason = alternatives.stream().filter(Text.class::isInstance).flatMap(each -> each.columns().stream())
                        .map(row::get).filter(each -> each instanceof String text && !Blanks.isBlank(text))
                        .map(each -> Doubts.lost(field, Blanks.strip((String) each)))
                        .filter(Objects::nonNull).findFirst();
            }
            reason.ifPresent(each -> doubts.add(new Doubt(field.name(), each)));
        });
        return doubts;
    }

    /** Which column fills which field, what is ignored, and what stays empty; several lines, fit for a terminal. */
    public String plan() {
        int width = sources.values().stream().mapToInt(list -> label(list).length()).max().orElse(0);
        StringBuilder plan = new StringBuilder();
        sources.forEach((field, list) -> {
            String label = label(list);
            plan.append("  ").append(label).append(" ".repeat(width - label.length())).append("  ->  ")
                    .append(field.name()).append('\n');
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
}
