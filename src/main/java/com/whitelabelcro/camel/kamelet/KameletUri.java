package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI of a Kamelet as written in a route, {@code kamelet:NAME?field=text&field=text}. A text may contain
 * expressions. As in a static URI, nothing is URL-decoded, and {@code RAW(...)} protects an {@code &}.
 *
 * @param fields the text of each field
 * @param options Camel's own options, with a leading question mark; empty if there are none
 */
record KameletUri(Map<String, String> fields, String options) {

    /**
     * Precedes fields that Camel must not evaluate; the characters that would form an expression or a placeholder are
     * encoded.
     */
    private static final String ENCODED = "?wlcroEncoded&";
    private static final Map<String, String> CODES = codes();
    private static final Pattern KAMELET = Pattern.compile("\\w+:(?://)?([^/?]*)[^?]*(?:\\?.*)?", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern RAW = Pattern.compile("RAW\\((.*)\\)|RAW\\{(.*)}", Pattern.DOTALL);

    private static Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("%", "%25");
        codes.put("$", "%24");
        codes.put("{", "%7B");
        codes.put("}", "%7D");
        return codes;
    }

    /** The same URI with fields that only {@link #of} evaluates. */
    static String encoded(String written) {
        int query = written.indexOf('?');
        String fields = written.substring(query + 1);
        for (Map.Entry<String, String> code : CODES.entrySet()) {
            fields = fields.replace(code.getKey(), code.getValue());
        }
        return written.substring(0, query) + ENCODED + fields;
    }

    private static String fields(String written) {
        int encoded = written.indexOf(ENCODED);
        if (encoded < 0) {
            return written.substring(written.indexOf('?') + 1);
        }
        String fields = written.substring(encoded + ENCODED.length());
        List<Map.Entry<String, String>> backwards = new ArrayList<>(CODES.entrySet());
        Collections.reverse(backwards);
        for (Map.Entry<String, String> code : backwards) {
            fields = fields.replace(code.getValue(), code.getKey());
        }
        return fields;
    }

    /**
     * Parses a URI.
     *
     * @throws ConfigurationException if an expression stands for more than the value of one field
     */
    static KameletUri of(String written, UnaryOperator<String> placeholders) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> options = new ArrayList<>();
        for (String parameter : parameters(placeholders.apply(fields(written)))) {
            int end = parameter.indexOf('=');
            String name = end < 0 ? "" : parameter.substring(0, end);
            if (!NAME.matcher(name).matches()) {
                throw new ConfigurationException("In a dynamic address of a Kamelet, each field is written as"
                        + " name=${...}, and text with an & in it RAW(...): what an expression gives is a value and never"
                        + " read as fields");
            } else if (KameletParameterCheck.CAMEL_PARAMETERS.contains(name)) {
                options.add(parameter);
            } else {
                fields.put(name, text(parameter.substring(end + 1)));
            }
        }
        return new KameletUri(fields, options.isEmpty() ? "" : "?" + String.join("&", options));
    }

    private static String text(String value) {
        Matcher raw = RAW.matcher(value);
        return !raw.matches() ? value : raw.group(1) != null ? raw.group(1) : raw.group(2);
    }

    /** Splits at each ampersand that is neither in an expression nor in RAW(...). */
    private static List<String> parameters(String query) {
        List<String> parameters = new ArrayList<>();
        for (int begin = 0; begin < query.length(); begin++) {
            int value = query.indexOf('=', begin) + 1;
            int end = query.startsWith("RAW(", value) ? endOfRaw(query, value, ")")
                    : query.startsWith("RAW{", value) ? endOfRaw(query, value, "}") : endOfText(query, begin);
            if (end > begin) {
                parameters.add(query.substring(begin, end));
            }
            begin = end;
        }
        return parameters;
    }

    private static int endOfRaw(String query, int value, String mark) {
        int end = query.indexOf(mark + "&", value);
        return end < 0 ? query.length() : end + 1;
    }

    private static int endOfText(String query, int begin) {
        int depth = 0;
        for (int i = begin; i < query.length(); i++) {
            if (query.startsWith("${", i)) {
                depth++;
            } else if (depth > 0 && query.charAt(i) == '}') {
                depth--;
            } else if (depth == 0 && query.charAt(i) == '&') {
                return i;
            }
        }
        return query.length();
    }

    /** The name of the Kamelet that a URI calls. */
    static String kamelet(String uri) {
        Matcher address = KAMELET.matcher(uri);
        return address.matches() ? address.group(1) : "";
    }

    /** The URI from a message, without its fields. */
    String without(String uri) {
        return uri.replaceFirst("(?s)\\?.*", "") + options;
    }
}
