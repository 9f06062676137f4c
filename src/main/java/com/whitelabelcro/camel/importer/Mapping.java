package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.importer.MappingFile.ReadyMapping;
import com.whitelabelcro.camel.importer.MappingRules.ColumnRule;
import com.whitelabelcro.camel.importer.MappingRules.Rule;
import com.whitelabelcro.camel.importer.MappingRules.TextRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the columns of any input become the fields of one action. A field is filled by the rules of the first level that has a
 * rule for it whose columns all exist; without such a rule, by the column of its name, regardless of the spelling ({@code First
 * Name}, {@code firstName}, {@code FIRST_NAME}). A column that a {@code map} rule names fills no other field.
 */
public final class Mapping {

    /** A longer name probably contains several names. */
    private static final int ONE_NAME = 20;

    private final Action action;
    private final List<MappingRules> levels;
    private final List<ReadyMapping> ready;

    private Mapping(Action action, List<MappingRules> levels, List<ReadyMapping> ready) {
        this.action = action;
        this.levels = levels;
        this.ready = ready;
    }

    /**
     * The mapping for an action.
     *
     * @param commandLine the rules with the highest precedence; every column that they name must exist
     * @param file the rules of a mapping file; a rule whose columns do not exist is skipped
     * @throws ImportConfigurationException if a rule fills a field that the action does not have
     */
    public static Mapping of(Action action, MappingRules commandLine, MappingRules file) {
        List<MappingRules> levels = List.of(commandLine, file);
        for (MappingRules level : levels) {
            for (Rule rule : level.rules()) {
                boolean known = rule.field().isEmpty() || action.fields().containsKey(rule.field());
                if (!known && !level.lenient()) {
                    throw new ImportConfigurationException(unknown(action, rule.field(), level.origin()));
                }
            }
        }
        return new Mapping(action, levels, List.of());
    }

    private static String unknown(Action action, String field, String origin) {
        Set<String> fields = action.fields().keySet();
        return "The field \"" + Printable.of(field) + "\" of " + origin + " is none of " + action.name()
                + ColumnNames.nearest(field, fields).map(near -> "; do you mean " + near + "?")
                .orElse("; it has " + String.join(", ", fields));
    }

    /** The same mapping, but with one of these built-in mappings if its header is recognised. */
    public Mapping orReady(List<ReadyMapping> choice) {
        return new Mapping(action, levels, List.copyOf(choice));
    }

    /** The mapping for these columns; see {@link #orReady}. */
    Mapping settled(Collection<String> columns) {
        return ReadyMapping.of(columns, ready)
                .map(found -> new Mapping(action, List.of(levels.get(0), found.rules()), List.of())).orElse(this);
    }

    /** The name of the built-in mapping that these columns belong to. */
    Optional<String> found(Collection<String> columns) {
        return ReadyMapping.of(columns, ready).map(ReadyMapping::name);
    }

    public Action action() {
        return action;
    }

    /**
     * The mapping for one header.
     *
     * @throws ImportConfigurationException if a rule of the command line names a column that does not exist, if two
     *     columns would fill one field, or if nothing fills a field that the action requires
     */
    public ColumnMapping layoutOfColumns(Collection<String> columns) {
        levels.get(0).rules().forEach(rule -> columnsOf(rule).forEach(column -> mustBeThere(column, columns)));
        ColumnMapping layout = layout(columns, true);
        List<String> missing = action.fields().values().stream()
                .filter(field -> field.required() && !layout.fills(field.name())).map(Field::name).toList();
        if (!missing.isEmpty()) {
            throw new ImportConfigurationException(action.name() + " requires " + String.join(", ", missing)
                    + ", and no column fills " + (missing.size() == 1 ? "it" : "them") + ". " + whatToDo(columns, missing.get(0)));
        }
        return layout;
    }

    private static String whatToDo(Collection<String> columns, String field) {
        if (ColumnNames.mayBeData(columns)) {
            return "What was taken for the header looks like data, not like names of columns: the first line of a table must hold these";
        } else if (columns.size() == 1 && columns.iterator().next().length() > ONE_NAME) {
            return "There is one column only: say what separates the columns with --separator";
        }
        return "Columns: " + Printable.of(String.join(", ", columns)) + ". Name one with --map \"COLUMN=" + field
                + "\", or give a value with --set \"" + field + "=VALUE\"";
    }

    /**
     * Whether these can be the columns of a header: all columns that the command line names exist, and each field that the
     * action requires can be filled.
     */
    boolean fits(Collection<String> columns) {
        return settled(columns).fitsItself(columns);
    }

    private boolean fitsItself(Collection<String> columns) {
        boolean named = levels.get(0).rules().stream()
                .allMatch(rule -> columnsOf(rule).stream().noneMatch(column -> candidates(column, columns, true).isEmpty()));
        return named && action.fields().values().stream()
                .allMatch(field -> !field.required() || canFill(field, columns));
    }

    private boolean canFill(Field field, Collection<String> columns) {
        return columns.stream().anyMatch(column -> ColumnNames.alike(TableHeader.nameOf(column), field.name()))
                || levels.stream().flatMap(level -> level.rules().stream())
                        .anyMatch(rule -> rule.field().equals(field.name()) && columnsOf(rule).stream()
                                .noneMatch(column -> candidates(column, columns, true).isEmpty()));
    }

    /**
     * The mapping for the keys of one JSON object. Keys differ from object to object, so a missing column is no mistake, and
     * required fields are checked for each record.
     *
     * @throws ImportConfigurationException if two keys would fill one field
     */
    public ColumnMapping layoutOfKeys(Collection<String> keys) {
        return layout(keys, false);
    }

    private static void mustBeThere(String column, Collection<String> columns) {
        if (candidates(column, columns, false).isEmpty()) {
            throw new ImportConfigurationException("There is no column \"" + Printable.of(column) + "\""
                    + ColumnNames.nearest(column, columns).map(near -> "; do you mean \"" + Printable.of(near) + "\"?")
                    .orElse(ColumnNames.mayBeData(columns) ? "; what was taken for the header looks like data, not like names of columns"
                            : "; there are " + Printable.of(String.join(", ", columns))));
        }
    }

    private ColumnMapping layout(Collection<String> columns, boolean text) {
        Set<String> named = new HashSet<>();
        Map<String, List<ColumnMapping.Source>> sources = new LinkedHashMap<>();
        for (MappingRules level : levels) {
            Map<String, List<ColumnMapping.Source>> ofLevel = new LinkedHashMap<>();
            Set<String> namedHere = new HashSet<>();
            for (Rule rule : level.rules()) {
                Optional<ColumnMapping.Source> source = source(rule, columns, !text)
                        .filter(found -> !(found instanceof ColumnMapping.Column column && named.contains(column.name())));
                source.ifPresent(found -> ofLevel.computeIfAbsent(rule.field(), field -> new ArrayList<>()).add(found));
                source.filter(ColumnMapping.Column.class::isInstance).ifPresent(found -> namedHere.addAll(found.columns()));
            }
            ofLevel.forEach(sources::putIfAbsent);
            named.addAll(namedHere);
        }
        Map<Field, List<ColumnMapping.Source>> ordered = new LinkedHashMap<>();
        for (Field field : action.fields().values()) {
            List<ColumnMapping.Source> found = sources.containsKey(field.name())
                    ? sources.get(field.name())
                    : byName(field, columns, named);
            if (!found.isEmpty()) {
                ordered.put(field, found);
            }
        }
        return new ColumnMapping(action, ordered, columns, text);
    }

    private static List<ColumnMapping.Source> byName(Field field, Collection<String> columns, Set<String> named) {
        List<String> alike = columns.stream()
                .filter(column -> !named.contains(column)
                        && ColumnNames.alike(TableHeader.nameOf(column), field.name())).toList();
        if (alike.size() > 1) {
            throw new ImportConfigurationException("The columns \"" + Printable.of(alike.get(0)) + "\" and \""
                    + Printable.of(alike.get(1)) + "\" would both fill " + field.name() + ": say which with --map \""
                    + Printable.of(alike.get(0)) + "=" + field.name() + "\"");
        }
        return alike.stream().<ColumnMapping.Source>map(ColumnMapping.Column::new).toList();
    }

    private static Optional<ColumnMapping.Source> source(Rule rule, Collection<String> columns, boolean paths) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String column : columnsOf(rule)) {
            Optional<String> real = find(column, columns, paths);
            if (real.isEmpty()) {
                return Optional.empty();
            }
            found.put(column, real.get());
        }
        return Optional.of(rule instanceof TextRule text
                ? new ColumnMapping.Text(text.template().renamed(found))
                : new ColumnMapping.Column(found.values().iterator().next()));
    }

    private static Set<String> columnsOf(Rule rule) {
        return rule instanceof TextRule text ? text.template().columns() : Set.of(((ColumnRule) rule).column());
    }

    /** The column that this name means, if there is one. */
    private static Optional<String> find(String column, Collection<String> columns, boolean paths) {
        List<String> candidates = candidates(column, columns, paths);
        if (candidates.size() > 1) {
            throw new ImportConfigurationException("Several columns are called \"" + Printable.of(column)
                    + "\": say which, such as \"" + Printable.of(candidates.get(0)) + "\"");
        }
        return candidates.stream().findFirst();
    }

    /** @param paths whether a name may be a path into the content of a column, as in JSON */
    private static List<String> candidates(String column, Collection<String> columns, boolean paths) {
        if (columns.contains(column)) {
            return List.of(column);
        }
        List<String> same = columns.stream().filter(each -> TableHeader.isOneOf(each, column)).toList();
        List<String> alike = same.isEmpty()
                ? columns.stream().filter(each -> ColumnNames.alike(column, each)).limit(1).toList() : same;
        boolean path = paths && alike.isEmpty() && column.indexOf('.') > 0
                && columns.contains(column.substring(0, column.indexOf('.')));
        return path ? List.of(column) : alike;
    }
}
