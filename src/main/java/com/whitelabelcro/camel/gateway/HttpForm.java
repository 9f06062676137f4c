package com.whitelabelcro.camel.gateway;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of an HTML form. A field that occurs several times, such as a group of check boxes, becomes a list. */
public final class HttpForm {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int MOST_FIELDS = 1_000;
    private static final char REPLACEMENT = '\uFFFD';

    /** Many senders do not encode the plus sign of a telephone number, and in a form a plus sign is a space. */
    private static final Pattern PLUS_SIGN = Pattern.compile(" [0-9].*", Pattern.DOTALL);

    private HttpForm() {}

    /**
     * Converts a form that an HTTP component has already read.
     *
     * @throws UnreadableRequest if it is actually JSON, or contains replacement characters
     */
    static Map<String, Object> of(Map<?, ?> form, boolean urlEncoded) throws UnreadableRequest {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : form.entrySet()) {
            String name = String.valueOf(each.getKey());
            refuseJson(name);
            if (name.indexOf(REPLACEMENT) >= 0 || String.valueOf(each.getValue()).indexOf(REPLACEMENT) >= 0) {
                throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST,
                        "the form holds U+FFFD, which stands where a letter was lost; send it as UTF-8");
            }
            fields.put(name, urlEncoded && each.getValue() instanceof String text ? withPlusSign(text) : each.getValue());
        }
        return fields;
    }

    private static void refuseJson(String name) throws UnreadableRequest {
        if (name.startsWith("{") || name.startsWith("[")) {
            throw new UnreadableRequest(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Type says that the body is a form, and it is JSON; " + RequestReader.WHAT_IS_TAKEN);
        }
    }

    /** Parses a URL-encoded form. */
    static Map<String, Object> parse(byte[] body, Optional<Charset> charset) throws UnreadableRequest {
        return of(single(decode(body, charset)), true);
    }

    /** Parses a form whose Content-Type is {@link MultipartForm#MEDIA_TYPE}. */
    static Map<String, Object> parseMultipart(byte[] body, String contentType, Optional<Charset> charset) throws UnreadableRequest {
        return of(single(decode(MultipartForm.split(body, contentType, MOST_FIELDS), charset)), false);
    }

    private static Map<String, Object> single(Map<String, List<String>> form) {
        Map<String, Object> fields = new LinkedHashMap<>();
        form.forEach((name, values) -> fields.put(name, values.size() == 1 ? values.get(0) : values));
        return fields;
    }

    /**
     * Decodes a URL-encoded form strictly.
     *
     * @param charset the charset of the Content-Type; see {@link FormCharset}
     * @return the values of each field, in order
     * @throws UnreadableRequest if it is actually JSON, has more than {@value #MOST_FIELDS} fields, or cannot be
     *     decoded
     */
    public static Map<String, List<String>> decode(byte[] body, Optional<Charset> charset) throws UnreadableRequest {
        if (body.length > 0) {
            refuseJson(String.valueOf((char) body[0]));
        }
        return decode(split(body), charset);
    }

    /** Decodes the fields of a form that has been split into names and values, alternating. */
    static Map<String, List<String>> decode(List<byte[]> texts, Optional<Charset> charset) throws UnreadableRequest {
        String field = "";
        for (int i = 0; i < texts.size(); i += 2) {
            field = isCharset(texts.get(i)) ? new String(texts.get(i + 1), WINDOWS_1252) : field;
        }
        Charset found = FormCharset.of(texts, charset, field);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i += 2) {
            if (texts.get(i).length > 0 && !isCharset(texts.get(i))) {
                fields.computeIfAbsent(text(texts.get(i), found), name -> new ArrayList<>()).add(text(texts.get(i + 1), found));
            }
        }
        return fields;
    }

    /** Splits the form into names and values, alternating. */
    private static List<byte[]> split(byte[] body) throws UnreadableRequest {
        List<byte[]> texts = new ArrayList<>();
        for (int from = 0; from < body.length; ) {
            int end = indexOf(body, '&', from, body.length);
            int name = indexOf(body, '=', from, end);
            texts.add(PercentEncoding.decode(body, from, name));
            texts.add(PercentEncoding.decode(body, Math.min(name + 1, end), end));
            if (texts.size() > 2 * MOST_FIELDS) {
                throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the form has more than " + MOST_FIELDS + " fields");
            }
            from = end + 1;
        }
        return texts;
    }

    private static int indexOf(byte[] bytes, char c, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != c) {
            i++;
        }
        return i;
    }

    private static boolean isCharset(byte[] name) {
        return name.length == FormCharset.FIELD.length() && new String(name, WINDOWS_1252).equals(FormCharset.FIELD);
    }

    private static String text(byte[] bytes, Charset charset) {
        try {
            return PercentEncoding.text(bytes, charset);
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("All texts of the form are in its charset", e);
        }
    }

    private static String withPlusSign(String text) {
        return PLUS_SIGN.matcher(text).matches() ? "+" + text.substring(1) : text;
    }
}
