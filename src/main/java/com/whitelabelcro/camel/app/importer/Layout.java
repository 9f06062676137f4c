package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Set<String> BOOLEAN = Set.of("boolean");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

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
        Object value = source instanceof Text set ? set.template().text(row) : row.get(((Column) source).name());
        if (!(value instanceof String content)) {
            return value;
        }
        String stripped = content.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        boolean untyped = text || source instanceof Text;
        return untyped ? typed(field, stripped) : field.types().equals(BOOLEAN) ? bool(content) : content;
    }

    /** Text cells have no types: what can only be meant as one becomes one, the rest is left for the check to judge. */
    private static Object typed(Field field, String content) {
        if (field.types().equals(BOOLEAN)) {
            return bool(content);
        }
        return field.types().contains("number") && DECIMAL.matcher(content).matches()
                ? new BigDecimal(content) : content;
    }

    private static Object bool(String content) {
        return switch (content.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "1" -> true;
            case "false", "no", "n", "0" -> false;
            default -> content;
        };
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
