package com.whitelabelcro.camel.importer;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a user about columns and fields, in the order in which they were written. Several rules for one field are
 * alternatives: the first that has content in a row fills it. A {@code set} without columns, placed last, is therefore a
 * default.
 *
 * @param origin where they come from, for messages, such as {@code --map}
 * @param rules the rules
 * @param lenient whether fields that the action does not have are ignored silently; true for the mappings that
 *     ship with the pack, which serve all actions
 */
public record MappingRules(String origin, List<Rule> rules, boolean lenient) {

    /** One rule. */
    public sealed interface Rule {

        /** The field that it fills. */
        String field();
    }

    /** {@code map}: a column becomes a field; with an empty field, the column is ignored. */
    record ColumnRule(String column, String field) implements Rule {
    }

    /** {@code set}: a text becomes a field. */
    record TextRule(Template template, String field) implements Rule {
    }

    public MappingRules {
        rules = List.copyOf(rules);
    }

    /** No rules: columns are matched to fields by name only. */
    public static MappingRules none() {
        return new MappingRules("", List.of(), false);
    }

    /**
     * Rules as given on the command line.
     *
     * @param maps each {@code column=field}; the last {@code =} separates them, because the name of a column may contain one;
     *     {@code column=} ignores the column
     * @param sets each {@code field=template}; the first {@code =} separates them
     * @throws ImportConfigurationException if one of them cannot be understood
     */
    public static MappingRules of(List<String> maps, List<String> sets) {
        List<Rule> rules = new ArrayList<>();
        maps.forEach(map -> rules.add(map(map, "--map")));
        sets.forEach(set -> rules.add(set(set, "--set")));
        return new MappingRules("--map or --set", rules, false);
    }

    static Rule map(String text, String origin) {
        int equals = text.lastIndexOf('=');
        if (equals < 0 || text.substring(0, equals).isBlank()) {
            throw new ImportConfigurationException(origin + " \"" + Printable.of(text)
                    + "\" is not COLUMN=FIELD, such as \"Record ID=external_id\"");
        }
        return new ColumnRule(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    static Rule set(String text, String origin) {
        int equals = text.indexOf('=');
        if (equals < 0 || text.substring(0, equals).isBlank()) {
            throw new ImportConfigurationException(origin + " \"" + Printable.of(text)
                    + "\" is not FIELD=TEXT, such as \"external_id=hubspot_{Record ID}\"");
        }
        return new TextRule(Template.of(text.substring(equals + 1).strip()), text.substring(0, equals).strip());
    }
}
