package com.whitelabelcro.camel.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a {@code multipart/form-data} body (RFC 7578) into the names and values of its fields. Files are refused,
 * except for the empty one that a browser sends for a file input without a choice.
 */
final class MultipartForm {

    static final String MEDIA_TYPE = "multipart/form-data";

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^;\"\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename\\*?");
    private static final String DISPOSITION = "content-disposition:";

    private MultipartForm() {}

    private static Pattern parameter(String name) {
        return Pattern.compile(";[ \\t]*" + name + "[ \\t]*=[ \\t]*(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
    }

    /**
     * Splits a form.
     *
     * @param contentType the header with the boundary
     * @param most the maximum number of fields
     * @return names and values, alternating, as bytes: their charset is not known yet
     */
    static List<byte[]> split(byte[] body, String contentType, int most) throws UnreadableRequest {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.find()) {
            throw malformed("its Content-Type names no boundary");
        }
        byte[] delimiter = bytes("\r\n--" + (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
        byte[] whole = concat(bytes("\r\n"), body);
        List<byte[]> texts = new ArrayList<>();
        int from = indexOf(whole, delimiter, 0);
        while (true) {
            if (from < 0) {
                throw malformed("its end is missing");
            }
            from += delimiter.length;
            if (startsWith(whole, bytes("--"), from)) {
                return texts;
            }
            int next = indexOf(whole, delimiter, from);
            if (next < 0) {
                throw malformed("its end is missing");
            }
            part(Arrays.copyOfRange(whole, from, next), texts);
            if (texts.size() > 2 * most) {
                throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the form has more than " + most + " fields");
            }
            from = next;
        }
    }

    private static void part(byte[] part, List<byte[]> texts) throws UnreadableRequest {
        int end = indexOf(part, bytes("\r\n\r\n"), 0);
        if (end < 0) {
            throw malformed("a part has no end of its head");
        }
        byte[] value = Arrays.copyOfRange(part, end + 4, part.length);
        String disposition = new String(part, 0, end, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length())).findFirst().orElse("");
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            throw malformed("a part has no name");
        }
        if (FILE_NAME.matcher(disposition).find()) {
            if (value.length > 0) {
                throw new UnreadableRequest(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE,
                        "the form has a file, and files are not accepted; " + RequestReader.WHAT_IS_TAKEN);
            }
            return;
        }
        String text = name.group(1) == null ? name.group(2) : name.group(1);
        // Browsers write these three as percent codes, and nothing else (WHATWG HTML, multipart/form-data).
        texts.add(text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n").getBytes(StandardCharsets.ISO_8859_1));
        texts.add(value);
    }

    private static UnreadableRequest malformed(String what) {
        return new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the body is not a multipart form: " + what);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static boolean startsWith(byte[] text, byte[] what, int at) {
        return at + what.length <= text.length && Arrays.equals(text, at, at + what.length, what, 0, what.length);
    }

    private static int indexOf(byte[] text, byte[] what, int from) {
        for (int i = from; i <= text.length - what.length; i++) {
            if (text[i] == what[0] && startsWith(text, what, i)) {
                return i;
            }
        }
        return -1;
    }
}
