package com.whitelabelcro.camel.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where the records of a JSON text are, and where their fields are.
 *
 * @param records the way to them from the outside, as names of members; empty if they stand at the top
 * @param fields the member of each record that holds more of its fields; empty if there is none
 */
record JsonShape(List<String> records, String fields) {

    /** The members in which programs put records. */
    private static final Set<String> AROUND_RECORDS = Set.of("results", "records", "data", "items");
    /** The members in which programs put the fields of a record: HubSpot uses the first, n8n the second. */
    private static final Set<String> AROUND_FIELDS = Set.of("properties", "json");
    private static final int DEEPEST = 3;
    private static final JsonShape PLAIN = new JsonShape(List.of(), "");

    JsonShape {
        records = List.copyOf(records);
    }

    /**
     * Looks at the beginning of a text.
     *
     * @param pointer where the records are, as a JSON Pointer, if the user names it; else null
     * @param fits recognises a record by the names of its members; null to take what is at the top
     */
    static JsonShape of(String head, String pointer, Predicate<List<String>> fits) {
        if (pointer == null && fits == null) {
            return PLAIN;
        }
        Search search = new Search(fits == null ? names -> true : fits);
        if (pointer != null) {
            search.path.addAll(steps(pointer));
        } else {
            search.findRecords(head);
        }
        search.findFields(head);
        return new JsonShape(search.path, search.fields);
    }

    private static List<String> steps(String pointer) {
        if (pointer.isEmpty() || pointer.equals("/")) {
            return List.of();
        } else if (!pointer.startsWith("/")) {
            throw new ImportConfigurationException("--records takes a JSON Pointer, such as /data/items, not \""
                    + Printable.of(pointer) + "\"");
        }
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~")).toList();
    }

    /** For people, such as {@code , records in /results}; empty if they stand at the top. */
    String description() {
        String where = records.isEmpty() ? "" : ", records in " + Printable.of(records.stream()
                .map(step -> "/" + step).collect(Collectors.joining()));
        return where + (fields.isEmpty() ? "" : ", fields in " + Printable.of(fields));
    }

    private static final class Search {

        private static final JsonFactory JSON = new JsonFactory();

        private final Predicate<List<String>> fits;
        private final List<String> path = new ArrayList<>();
        private String fields = "";

        private Search(Predicate<List<String>> fits) {
            this.fits = fits;
        }

        /** A text that is cut ends somewhere; what was found until then is what is known. */
        private void findRecords(String head) {
            List<String> found = new ArrayList<>();
            List<String> names = new ArrayList<>();
            try (JsonParser json = JSON.createParser(head)) {
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    lookInto(json, names, found, 1);
                }
            } catch (IOException e) {
                // It is cut, or no JSON.
            }
            if (!fits.test(names)) {
                path.addAll(found);
            }
        }

        /** @param names gets the names of the object's members */
        private void lookInto(JsonParser json, List<String> names, List<String> found, int depth) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                names.add(name);
                JsonToken value = json.nextToken();
                boolean candidate = found.isEmpty() && AROUND_RECORDS.contains(name.toLowerCase(Locale.ROOT));
                if (candidate && value == JsonToken.START_ARRAY) {
                    JsonToken first = json.nextToken();
                    if (first == JsonToken.START_OBJECT || first == JsonToken.END_ARRAY) {
                        found.add(name);
                    }
                    leaveArray(json, first);
                } else if (candidate && value == JsonToken.START_OBJECT && depth < DEEPEST) {
                    List<String> inside = new ArrayList<>();
                    lookInto(json, new ArrayList<>(), inside, depth + 1);
                    if (!inside.isEmpty()) {
                        found.add(name);
                        found.addAll(inside);
                    }
                } else {
                    json.skipChildren();
                }
            }
        }

        private static void leaveArray(JsonParser json, JsonToken first) throws IOException {
            JsonToken token = first;
            while (token != JsonToken.END_ARRAY && token != null) {
                json.skipChildren();
                token = json.nextToken();
            }
        }

        private void findFields(String head) {
            List<String> names = new ArrayList<>();
            List<String> around = new ArrayList<>();
            try (JsonParser json = JSON.createParser(head)) {
                if (goTo(json, path) && firstObject(json)) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String name = json.currentName();
                        names.add(name);
                        if (json.nextToken() == JsonToken.START_OBJECT && AROUND_FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
                            around.add(name);
                        }
                        json.skipChildren();
                    }
                }
            } catch (IOException e) {
                // As above.
            }
            if (!around.isEmpty() && !fits.test(names)) {
                fields = around.get(0);
            }
        }

        private static boolean goTo(JsonParser json, List<String> path) throws IOException {
            for (String step : path) {
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals(step)) {
                        json.nextToken();
                        json.skipChildren();
                    }
                } else if (token != JsonToken.START_ARRAY) {
                    return false;
                }
            }
            return true;
        }

        private static boolean firstObject(JsonParser json) throws IOException {
            JsonToken token = json.nextToken();
            return token == JsonToken.START_OBJECT
                    || token == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT;
        }
    }
}
