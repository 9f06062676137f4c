package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.MappingRules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Mapping rules in a file, UTF-8, one rule on each line:
 *
 * <pre>
 * # a comment
 * map.Record ID = external_id           a column becomes a field; the last = separates
 * map.Phone Number = phone              several rules for one field are alternatives:
 * map.Mobile Phone Number = phone       the first one with content fills it
 * map.Notes =                           the column is ignored
 * set.external_id = hubspot_{Record ID} a text with columns in braces; the first = separates
 * </pre>
 *
 * Nothing is escaped: names and texts are written as they are, and spaces around them are ignored. A rule whose columns the
 * input does not have is skipped, so that one file fits several kinds of export. (This is not the format of {@link
 * java.util.Properties}, in which spaces and {@code =} in the name of a column would have to be escaped.)
 */
public final class MappingFile {

    private static final List<String> SHIPPED = List.of("hubspot", "salesforce", "pipedrive", "zoho", "gohighlevel",
            "mailchimp", "google", "outlook", "creditrepaircloud");
    private static final Pattern HEADER = Pattern.compile("header\\s*=(.+)");

    private MappingFile() {
    }

    /** The mappings that ship with the pack, for exports of contacts. */
    public static List<ReadyMapping> ready() {
        try {
            List<ReadyMapping> ready = new ArrayList<>();
            for (String name : SHIPPED) {
                String text = shipped(name);
                List<Set<String>> headers = text.lines().map(HEADER::matcher).filter(Matcher::matches)
                        .map(header -> Stream.of(header.group(1).split("\\|")).map(String::strip)
                                .collect(Collectors.toUnmodifiableSet()))
                        .toList();
                ready.add(new ReadyMapping(name, headers, new MappingRules("mapping " + name, rules(text, name), true)));
            }
            return ready;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rules of a file, or, by name, those that ship with the pack.
     *
     * @throws ImportConfigurationException if there is no such file, or if a line is not a rule
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
                        + ", and no mapping of that name; with the pack come " + String.join(", ", SHIPPED));
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
            } else if (!line.isEmpty() && !line.startsWith("#") && !HEADER.matcher(line).matches()) {
                throw new ImportConfigurationException(place + " a rule begins with map. or set., a comment with #");
            }
        }
        return rules;
    }

    /**
     * The rules for the exports of one vendor, and the headers by which they are known.
     *
     * @param name its name
     * @param headers sets of columns that occur together in no other vendor's exports; one set is sufficient
     * @param rules the rules
     */
    record ReadyMapping(String name, List<Set<String>> headers, MappingRules rules) {

        ReadyMapping {
            headers = List.copyOf(headers);
        }

        /** The mapping whose header this is; if several match, the one that knows most of the columns. Case-sensitive. */
        static Optional<ReadyMapping> of(Collection<String> columns, List<ReadyMapping> all) {
            ReadyMapping best = null;
            for (ReadyMapping each : all) {
                best = each.known(columns) > (best == null ? 0 : best.known(columns)) ? each : best;
            }
            return Optional.ofNullable(best);
        }

        private int known(Collection<String> columns) {
            return headers.stream().filter(columns::containsAll).mapToInt(Set::size).max().orElse(0);
        }
    }
}
