package com.whitelabelcro.camel.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The fields of an HTML form. A field that occurs several times, such as a group of check boxes, is a list. */
final class HttpForm {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** Many senders write the plus sign of a telephone number as it is, and in a form a plus sign is a space. */
    private static final Pattern PLUS_SIGN = Pattern.compile(" [0-9].*", Pattern.DOTALL);

    private HttpForm() {}

    /** The form that an HTTP component has read. */
    static Map<String, Object> of(Map<?, ?> form, boolean urlEncoded) throws IsJson {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : form.entrySet()) {
            String name = String.valueOf(each.getKey());
            if (name.startsWith("{") || name.startsWith("[")) {
                throw new IsJson();
            }
            fields.put(name, urlEncoded && each.getValue() instanceof String text ? withPlusSign(text) : each.getValue());
        }
        return fields;
    }

    /** Reads a URL-encoded form. */
    static Map<String, Object> parse(String text) throws IsJson {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int end = pair.indexOf('=');
            String name = decoded(end < 0 ? pair : pair.substring(0, end));
            if (!name.isEmpty()) {
                fields.merge(name, decoded(end < 0 ? "" : pair.substring(end + 1)), HttpForm::both);
            }
        }
        return of(fields, true);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that begins no code is meant as such.
            return text;
        }
    }

    private static Object both(Object one, Object other) {
        List<Object> all = new ArrayList<>(one instanceof List<?> list ? list : List.of(one));
        all.add(other);
        return all;
    }

    private static String withPlusSign(String text) {
        return PLUS_SIGN.matcher(text).matches() ? "+" + text.substring(1) : text;
    }

    /** The body is JSON that was sent as a form, in which an ampersand would cut it. */
    static final class IsJson extends Exception {

        private static final long serialVersionUID = 1L;

        IsJson() {
            super("JSON sent as a form", null, false, false);
        }
    }
}
