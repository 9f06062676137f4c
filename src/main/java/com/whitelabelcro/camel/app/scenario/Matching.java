package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Holds what is against what was expected: a map must have at least these entries, a list exactly these elements in this
 * order; a text {@code /.../} is a regular expression that must be found; all else is compared by its text. Text that is
 * held against a map or a list is read as JSON.
 */
final class Matching {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    private Matching() {}

    /**
     * Compares.
     *
     * @param what how to call it in a report
     * @param actual plain values, as {@link Plain} makes them
     */
    static Optional<Mismatch> match(Yaml expected, Object actual, String what) {
        if (expected.value() instanceof Map) {
            return matchMap(expected, parsed(actual), what);
        } else if (expected.value() instanceof List) {
            return matchList(expected, parsed(actual), what);
        } else if (expected.value() == null) {
            return actual == null ? Optional.empty() : mismatch(expected, what, "nothing", "it is " + shown(actual));
        } else if (actual == null) {
            return mismatch(expected, what, shown(expected.text()), "there is nothing");
        }
        return single(expected, actual, what);
    }

    private static Optional<Mismatch> matchMap(Yaml expected, Object actual, String what) {
        if (!(actual instanceof Map<?, ?> map)) {
            return mismatch(expected, what, shown(expected.plain()), was(actual));
        }
        for (Map.Entry<String, Yaml> each : expected.entries(what).entrySet()) {
            Optional<Mismatch> found = match(each.getValue(), map.get(each.getKey()), what + "." + each.getKey());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> matchList(Yaml expected, Object actual, String what) {
        List<Yaml> items = expected.items(what);
        if (!(actual instanceof List<?> list)) {
            return mismatch(expected, what, shown(expected.plain()), was(actual));
        } else if (list.size() != items.size()) {
            return mismatch(expected, what, count(items.size()), "there are " + count(list.size())
                    + (list.isEmpty() ? "" : ": " + shown(list)));
        }
        for (int i = 0; i < items.size(); i++) {
            Optional<Mismatch> found = match(items.get(i), list.get(i), what + "[" + i + "]");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Mismatch> single(Yaml expected, Object actual, String what) {
        String text = expected.text();
        String is = actual instanceof Map || actual instanceof List ? shown(actual) : actual.toString();
        boolean holds = isPattern(text) ? pattern(expected).matcher(is).find()
                : text.equals(is) || String.valueOf(expected.value()).equals(is);
        return holds ? Optional.empty() : mismatch(expected, what, shown(text), was(actual));
    }

    private static boolean isPattern(String text) {
        return text.length() > 2 && text.startsWith("/") && text.endsWith("/");
    }

    private static Pattern pattern(Yaml expected) {
        try {
            return Pattern.compile(expected.text().substring(1, expected.text().length() - 1), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw expected.mistake("this is no regular expression: " + e.getDescription());
        }
    }

    private static Object parsed(Object actual) {
        if (actual instanceof String text) {
            try {
                return JSON.readValue(text, Object.class);
            } catch (JsonProcessingException e) {
                return actual;
            }
        }
        return actual;
    }

    private static Optional<Mismatch> mismatch(Yaml expected, String what, String should, String is) {
        return Optional.of(new Mismatch(expected.line(), what, should, is));
    }

    private static String was(Object actual) {
        return actual == null ? "there is nothing" : "it is " + shown(actual);
    }

    private static String count(int count) {
        return count + (count == 1 ? " element" : " elements");
    }

    private static String shown(Object value) {
        String text;
        try {
            text = value instanceof Map || value instanceof List ? JSON.writeValueAsString(value) : String.valueOf(value);
        } catch (JsonProcessingException e) {
            text = value.toString();
        }
        String line = text.replace("\r", "\\r").replace("\n", "\\n");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
