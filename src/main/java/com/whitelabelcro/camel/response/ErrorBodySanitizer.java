package com.whitelabelcro.camel.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Matcher.quoteReplacement;

import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.model.HttpAnswer;
import com.whitelabelcro.camel.model.WriteRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Extracts the server's message from the body of an error, whatever its format (the format is not documented, contract
 * section 4), and makes it safe to show: one line, at most {@value #LONGEST} characters, without anything that was
 * sent, without the API key, e-mail addresses and long numbers.
 */
public final class ErrorBodySanitizer {

    static final int LONGEST = 500;

    private static final List<String> WORDS =
            List.of("title", "error", "message", "detail", "error_description", "description", "errors");
    private static final Pattern HIDDEN = Pattern.compile("(?is)<(script|style|head)\\b.*?(</\\1>|$)|<!--.*?(-->|$)");
    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\uFFFD\\s]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s<>\"',;:()]+@[^\\s<>\"',;:()]+");
    private static final Pattern KEY = Pattern.compile("wlcro_[^\\s\"'<>,;]+");
    /**
     * The quantifiers are possessive, because Java's matcher would otherwise recurse once per digit: a page of digits
     * caused a stack overflow.
     */
    private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\d(?:[ ().-]{0,2}+\\d){6,}+");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX](\\p{XDigit}{1,6})|(amp|lt|gt|quot|apos|nbsp));");
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|([\"\\\\/'])|[bfnrt])");
    private static final Pattern PERCENT = Pattern.compile("(?:%\\p{XDigit}{2})++");
    private static final int SHORTEST_SECRET = 2;
    /** The number of characters examined. It exceeds the number shown, because removing secrets makes room. */
    private static final int READ = 4 * LONGEST;

    private ErrorBodySanitizer() {}

    /**
     * Returns the server's message; empty if there is none. The body of a 2xx answer may be a lead or a client, possibly another
     * person's. Therefore a message is taken from it only if it is an object that is not about another record.
     *
     * @param body the body of the answer
     * @param key gives the API key, which is removed from the message; not called if there is none
     */
    public static String of(HttpAnswer answer, ResponseBody body, WriteRequest request, Supplier<String> key) {
        boolean success = answer.status() < 300;
        return answer.body().length == 0 || success && (!body.isObject() || body.isAnothers(request))
                ? "" : of(answer.text(), body.json(), request.fields(), key.get());
    }

    /**
     * Returns the server's message; empty if there is none.
     *
     * @param body the body of the error as text
     * @param json the same as JSON; null if it is not JSON
     * @param request the fields that were sent; their values are removed from the message
     * @param key the API key; removed from the message
     */
    static String of(String body, JsonNode json, JsonNode request, String key) {
        String words = json != null && json.isContainerNode() ? words(json) : isCutJson(body) ? "" : plain(body);
        String line = oneLine(decoded(words)).replace(key, "…");
        Set<String> secrets = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(text -> text));
        secrets.add(key);
        collectSecrets(request, secrets);
        if (line.length() <= READ) {
            return capped(scrub(line, secrets));
        }
        // The cut may have left the beginning of a value at the end, where it would not be recognised.
        String clean = scrub(line.substring(0, READ), secrets);
        int doubtful = Math.max(LONGEST, secrets.iterator().next().length());
        return capped(clean.substring(0, Math.max(0, clean.length() - doubtful)) + "…");
    }

    /** Truncated JSON cannot be parsed, and it may be part of a record. */
    private static boolean isCutJson(String body) {
        return body.stripLeading().startsWith("{") || body.stripLeading().startsWith("[");
    }

    private static String capped(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static String oneLine(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    }

    private static String plain(String body) {
        return TAG.matcher(HIDDEN.matcher(body).replaceAll(" ")).replaceAll(" ");
    }

    /**
     * Undoes the escaping with which a server may show a value in an HTML page, in JSON inside a text, or in a URL.
     */
    private static String decoded(String text) {
        String decoded = ENTITY.matcher(text).replaceAll(found -> quoteReplacement(
                found.group(3) != null ? ENTITIES.get(found.group(3))
                        : found.group(1) != null ? character(found.group(1), 10) : character(found.group(2), 16)));
        decoded = ESCAPE.matcher(decoded).replaceAll(found -> quoteReplacement(
                found.group(1) != null ? character(found.group(1), 16) : found.group(2) != null ? found.group(2) : " "));
        return PERCENT.matcher(decoded).replaceAll(found -> quoteReplacement(
                new String(HexFormat.of().parseHex(found.group().replace("%", "")), UTF_8)));
    }

    private static String character(String digits, int radix) {
        int code = Integer.parseInt(digits, radix);
        return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
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

    /** Collects the values as they were sent, and as they look after {@code oneLine}. */
    private static void collectSecrets(JsonNode value, Set<String> secrets) {
        if (!value.isValueNode()) {
            value.forEach(each -> collectSecrets(each, secrets));
            return;
        }
        String text = value.asText();
        for (String form : List.of(text, oneLine(text), oneLine(plain(text)), oneLine(decoded(text)))) {
            if (form.length() >= SHORTEST_SECRET) {
                secrets.add(form);
            }
        }
    }

    /** Replaces the longest values first, so that a value that is part of another one does not break that one up. */
    private static String scrub(String line, Set<String> secrets) {
        String clean = line;
        for (String secret : secrets) {
            if (secret.length() <= clean.length()) {
                clean = Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])")
                        .matcher(clean).replaceAll("…");
            }
        }
        clean = EMAIL.matcher(clean).replaceAll("…");
        clean = KEY.matcher(clean).replaceAll("…");
        return LONG_NUMBER.matcher(clean).replaceAll("…");
    }
}
