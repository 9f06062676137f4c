package com.whitelabelcro.camel.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the records of a JSON text are, and where their fields are.
 *
 * @param records the path to the records, as names of members; empty if they are at the top
 * @param fields the member of each record that contains more of its fields; empty if there is none
 */
record JsonShape(List<String> records, String fields) {

    /** The members that programs use for records; a list there contains records, even if the first one is malformed. */
    private static final Set<String> AROUND_RECORDS = Set.of("results", "records", "data", "items");
    /**
     * The members that programs use for the fields of a record: HubSpot, n8n, Airtable, JSON:API, GraphQL and Elasticsearch. A member
     * of another name may contain another person.
     */
    private static final Set<String> AROUND_FIELDS = Set.of("properties", "json", "fields", "attributes", "node", "_source");
    /** Lists of those who look after the records, which many programs add to an export of these. */
    private static final Set<String> STAFF = Set.of("users", "owners", "agents", "admins", "administrators", "employees", "staff",
            "assignees", "authors", "managers", "reps");
    private static final int DEEPEST = 4;
    private static final JsonShape PLAIN = new JsonShape(List.of(), "");

    JsonShape {
        records = List.copyOf(records);
    }

    /**
     * Determines the shape from the beginning of a text.
     *
     * @param pointer a JSON Pointer to the records, if the user gives one; otherwise null
     * @param fits recognises a record by the names of its members; null to use the top level
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

    /** A description for the user, such as {@code , records in /results}; empty if the records are at the top. */
    String description() {
        String where = records.isEmpty() ? "" : ", records in " + Printable.of(pointer(records));
        return where + (fields.isEmpty() ? "" : ", fields in " + Printable.of(fields));
    }

    private static String pointer(List<String> path) {
        return path.stream().map(step -> "/" + step).collect(Collectors.joining());
    }

    /** The names of the members of an object, and of those of the objects in it that may have its fields. */
    private record Members(List<String> names, Map<String, List<String>> objects) {

        Members() {
            this(new ArrayList<>(), new LinkedHashMap<>());
        }

        /** Reads the rest of an object that has begun. */
        void read(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                names.add(name);
                if (json.nextToken() == JsonToken.START_OBJECT && AROUND_FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
                    List<String> inside = objects.computeIfAbsent(name, each -> new ArrayList<>());
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        inside.add(json.currentName());
                        json.nextToken();
                        json.skipChildren();
                    }
                } else {
                    json.skipChildren();
                }
            }
        }

        /** The object that contains the fields of the record, preferably one that completes it; empty if there is none. */
        String fields(Predicate<List<String>> fits) {
            return objects.keySet().stream().filter(name -> completes(name, fits)).findFirst()
                    .or(() -> objects.keySet().stream().findFirst()).orElse("");
        }

        /** Whether this object and the other members together form a record. */
        boolean completes(String object, Predicate<List<String>> fits) {
            return fits.test(Stream.concat(names.stream(), objects.get(object).stream()).toList());
        }
    }

    /** A list of objects, with the first of them. */
    private record Candidate(List<String> path, Members first) {

        /** Whether it contains records even without the names of the object around it, which may itself be an incomplete record. */
        boolean fits(Predicate<List<String>> fits, List<String> around) {
            Predicate<List<String>> alone = names -> fits.test(names.stream().filter(name -> !around.contains(name)).toList());
            return alone.test(first.names) || first.objects.keySet().stream().anyMatch(name -> first.completes(name, alone));
        }

        boolean isOfStaff() {
            return STAFF.contains(path.get(path.size() - 1).toLowerCase(Locale.ROOT));
        }

        boolean isWellKnown() {
            return path.stream().allMatch(step -> AROUND_RECORDS.contains(step.toLowerCase(Locale.ROOT)));
        }
    }

    private static final class Search {

        private static final JsonFactory JSON = new JsonFactory();

        private final Predicate<List<String>> fits;
        private final List<String> path = new ArrayList<>();
        private final List<Candidate> lists = new ArrayList<>();
        private String fields = "";

        private Search(Predicate<List<String>> fits) {
            this.fits = fits;
        }

        /** The sample may be truncated; the result is what was found up to its end. */
        private void findRecords(String head) {
            List<String> names = new ArrayList<>();
            try (JsonParser json = JSON.createParser(head)) {
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    lookInto(json, names, List.of());
                }
            } catch (IOException e) {
                // The sample is truncated, or not JSON.
            }
            if (fits.test(names)) {
                return;
            }
            List<Candidate> fitting = lists.stream().filter(list -> list.fits(fits, names)).toList();
            List<Candidate> known = fitting.stream().filter(Candidate::isWellKnown).toList();
            if (fitting.size() > 1 && known.size() != 1) {
                throw new ImportConfigurationException("There are records in " + places(fitting, " and in ") + ": say which with --records");
            } else if (fitting.size() == 1 && fitting.get(0).isOfStaff() && lists.size() > 1) {
                throw new ImportConfigurationException("The records may be in " + places(lists, " or in ") + ": say which with --records");
            }
            Stream.of(known, fitting, lists.stream().filter(Candidate::isWellKnown).toList()).flatMap(List::stream).findFirst()
                    .ifPresent(list -> path.addAll(list.path()));
        }

        private static String places(List<Candidate> lists, String separator) {
            return Printable.of(lists.stream().map(list -> pointer(list.path())).collect(Collectors.joining(separator)));
        }

        /** @param names gets the names of the object's members */
        private void lookInto(JsonParser json, List<String> names, List<String> at) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                names.add(name);
                JsonToken value = json.nextToken();
                List<String> inside = Stream.concat(at.stream(), Stream.of(name)).toList();
                if (value == JsonToken.START_OBJECT && inside.size() < DEEPEST) {
                    lookInto(json, new ArrayList<>(), inside);
                } else if (value == JsonToken.START_ARRAY) {
                    list(json, new Candidate(inside, new Members()));
                } else {
                    json.skipChildren();
                }
            }
        }

        private void list(JsonParser json, Candidate list) throws IOException {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.END_ARRAY) {
                lists.add(list);
            }
            if (token == JsonToken.START_OBJECT) {
                list.first().read(json);
                token = json.nextToken();
            }
            while (token != JsonToken.END_ARRAY && token != null) {
                json.skipChildren();
                token = json.nextToken();
            }
        }

        private void findFields(String head) {
            Members first = new Members();
            try (JsonParser json = JSON.createParser(head)) {
                if (goTo(json, path) && firstObject(json)) {
                    first.read(json);
                }
            } catch (IOException e) {
                // As above.
            }
            if (!fits.test(first.names)) {
                fields = first.fields(fits);
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
