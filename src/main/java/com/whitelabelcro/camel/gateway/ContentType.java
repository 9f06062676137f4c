package com.whitelabelcro.camel.gateway;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Content-Type} says.
 *
 * @param mediaType in lower case, without parameters; empty if nothing is said
 * @param charsetName as it stands there; empty if none does
 */
public record ContentType(String mediaType, String charsetName) {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^;\"]*))", Pattern.CASE_INSENSITIVE);

    /** @param header the value of the header; null if there is none */
    public static ContentType of(String header) {
        if (header == null) {
            return new ContentType("", "");
        }
        Matcher charset = CHARSET.matcher(header);
        boolean said = charset.find();
        String name = !said ? "" : charset.group(1) == null ? charset.group(2) : charset.group(1);
        return new ContentType(header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT), name.strip());
    }

    /** Whether it is a form as browsers send it without files. */
    public boolean isForm() {
        return mediaType.equals(HttpForm.MEDIA_TYPE);
    }

    /** Whether it is JSON of any kind. */
    public boolean isJson() {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    /**
     * The charset that it names, if it names one.
     *
     * @throws UnreadableRequest if nobody here knows it
     */
    public Optional<Charset> charset() throws UnreadableRequest {
        return charsetName.isEmpty() ? Optional.empty() : Optional.of(charset(charsetName));
    }

    /** What is called ISO-8859-1 is windows-1252 (WHATWG Encoding Standard), which has letters where the former has none. */
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
