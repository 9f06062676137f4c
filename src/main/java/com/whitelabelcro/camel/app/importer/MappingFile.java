package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.app.importer.MappingRules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Mapping rules in a file, UTF-8, one rule on each line:
 *
 * <pre>
 * # a comment
 * map.Record ID = external_id           a column becomes a field; the last = counts
 * map.Phone Number = phone              several rules for one field are alternatives:
 * map.Mobile Phone Number = phone       the first one with content fills it
 * map.Notes =                           the column is left out
 * set.external_id = hubspot_{Record ID} a text with columns in braces; the first = counts
 * </pre>
 *
 * Nothing is escaped: names and texts stand as they are, and blanks around them do not count. A rule whose columns the
 * input does not have is passed over, so that one file serves several kinds of export. (Not the format of
 * {@link java.util.Properties}: there, blanks and {@code =} in a column's name would have to be escaped.)
 */
public final class MappingFile {

    private static final Set<String> SHIPPED = Set.of("hubspot", "salesforce");

    private MappingFile() {
    }

    /**
     * The rules of a file, or, by name, those that ship with the pack: {@code hubspot} and {@code salesforce}, for
     * exports of contacts.
     *
     * @throws ImportConfigurationException if there is no such file, or if a line of it is no rule
     */
    public static MappingRules of(String nameOrFile) {
        String name = nameOrFile.toLowerCase(Locale.ROOT);
        try {
            if (SHIPPED.contains(name)) {
                return new MappingRules("mapping " + name, rules(shipped(name), name), true);
            }
            Path file = Path.of(nameOrFile);
            if (!Files.exists(file)) {
                throw new ImportConfigurationException("There is no mapping file " + file
                        + ", and no mapping of that name; hubspot and salesforce come with the pack");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return new MappingRules("mapping file " + file, rules(text, file.toString()), false);
        } catch (IOException e) {
            throw new ImportConfigurationException("Cannot read the mapping " + nameOrFile + "; is it UTF-8?");
        }
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = MappingFile.class.getResourceAsStream("/wlcro/mappings/" + name + ".mapping")) {
            if (in == null) {
                throw new IllegalStateException("The jar is not whole: the mapping " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<Rule> rules(String text, String origin) {
        List<Rule> rules = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "").strip();
            String place = origin + " line " + (i + 1) + ":";
            if (line.startsWith("map.")) {
                rules.add(MappingRules.map(line.substring(4), place));
            } else if (line.startsWith("set.")) {
                rules.add(MappingRules.set(line.substring(4), place));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new ImportConfigurationException(place + " a rule begins with map. or set., a comment with #");
            }
        }
        return rules;
    }
}
