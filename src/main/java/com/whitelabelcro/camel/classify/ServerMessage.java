package com.whitelabelcro.camel.classify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the server's own words in an error's body, whatever its format (contract section 4: it is documented nowhere),
 * and makes them fit to be shown: one line, at most {@value #LONGEST} characters, nothing of what was sent.
 */
final class ServerMessage {

    static final int LONGEST = 500;

    private static final List<String> WORDS =
            List.of("title", "error", "message", "detail", "error_description", "description", "errors");
    private static final Pattern HIDDEN = Pattern.compile("(?is)<(script|style|head)\\b.*?(</\\1>|$)|<!--.*?-->");
    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\uFFFD\\s]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s<>\"',;:()]+@[^\\s<>\"',;:()]+");
    private static final Pattern KEY = Pattern.compile("wlcro_[^\\s\"'<>,;]+");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\d(?:[ ().-]?\\d){6,}");
    private static final int SHORTEST_SECRET = 2;

    private ServerMessage() {}

    /**
     * The server's words.
     *
     * @param body the error's body as text
     * @param json the same as JSON; null if it is none
     * @param request what was sent
     * @param key the API key
     */
    static String of(String body, JsonNode json, JsonNode request, String key) {
        String words = json != null && json.isContainerNode() ? words(json) : plain(body);
        String line = UNPRINTABLE.matcher(words).replaceAll(" ").strip();
        line = line.length() > 4 * LONGEST ? line.substring(0, 4 * LONGEST) : line;
        line = scrub(line.replace(key, "…"), request);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static String plain(String body) {
        return TAG.matcher(HIDDEN.matcher(body).replaceAll(" ")).replaceAll(" ");
    }

    private static String words(JsonNode json) {
        List<String> found = new ArrayList<>();
        collect("", json, found, 0);
        return String.join("; ", found.stream().distinct().toList());
    }

    private static void collect(String label, JsonNode node, List<String> found, int depth) {
        if (node.isValueNode()) {
            String text = node.isNull() ? "" : node.asText().strip();
            if (!text.isEmpty()) {
                found.add(label.isEmpty() ? text : label + ": " + text);
            }
        } else if (depth > 3 || found.size() > 20) {
            return;
        } else if (node.isArray()) {
            node.forEach(each -> collect(label, each, found, depth + 1));
        } else if (WORDS.stream().anyMatch(node::has)) {
            for (String word : WORDS) {
                if (word.equals("errors") && node.path(word).isObject()) {
                    for (Map.Entry<String, JsonNode> field : node.path(word).properties()) {
                        collect(field.getKey(), field.getValue(), found, depth + 1);
                    }
                } else if (node.has(word)) {
                    collect("", node.path(word), found, depth + 1);
                }
            }
        }
    }

    private static String scrub(String line, JsonNode request) {
        String clean = line;
        for (JsonNode value : request) {
            String text = value.isValueNode() ? value.asText() : "";
            if (text.length() >= SHORTEST_SECRET) {
                clean = Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])")
                        .matcher(clean).replaceAll("…");
            }
        }
        clean = EMAIL.matcher(clean).replaceAll("…");
        clean = KEY.matcher(clean).replaceAll("…");
        return LONG_NUMBER.matcher(clean).replaceAll("…");
    }
}
