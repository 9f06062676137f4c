package com.whitelabelcro.camel.gateway;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed {@code Content-Type}.
 *
 * @param mediaType in lower case, without parameters; empty if there is none
 * @param charsetName the charset as written; empty if there is none
 */
public record ContentType(String mediaType, String charsetName) {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^;\"]*))", Pattern.CASE_INSENSITIVE);

    /**
     * Parses the header.
     *
     * @param header the value of the header; null if it is absent
     */
    public static ContentType of(String header) {
        if (header == null) {
            return new ContentType("", "");
        }
        Matcher charset = CHARSET.matcher(header);
        boolean found = charset.find();
        String name = !found ? "" : charset.group(1) == null ? charset.group(2) : charset.group(1);
        return new ContentType(header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT), name.strip());
    }

    /** Whether it is a form as browsers send it without files. */
    public boolean isForm() {
        return mediaType.equals(HttpForm.MEDIA_TYPE);
    }

    /** Whether it is a form with a part for each field. */
    public boolean isMultipartForm() {
        return mediaType.equals(MultipartForm.MEDIA_TYPE);
    }

    /** Whether it is JSON of any kind. */
    public boolean isJson() {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    /**
     * The charset that the header names; empty if it names none.
     *
     * @throws UnreadableRequest if Java does not know the charset
     */
    public Optional<Charset> charset() throws UnreadableRequest {
        return charsetName.isEmpty() ? Optional.empty() : Optional.of(charset(charsetName));
    }

    /** ISO-8859-1 means windows-1252 (WHATWG Encoding Standard), which has letters where the former has none. */
    static Charset charset(String name) throws UnreadableRequest {
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.ISO_8859_1) ? HttpForm.WINDOWS_1252 : charset;
        } catch (IllegalArgumentException e) {
            throw new UnreadableRequest(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE,
                    "the charset that it names is not known here; send UTF-8");
        }
    }
}
