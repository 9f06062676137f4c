package com.whitelabelcro.camel.gateway;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Determines the charset of a form. A declared charset is used: that of the Content-Type, or of the field
 * {@code _charset_} that browsers fill in. Otherwise the form is UTF-8 if it is valid UTF-8. Otherwise it is
 * windows-1252, as in forms of pages in western languages, if the result looks like text. A form is never decoded with
 * replacement characters or to something that does not look like text.
 */
final class FormCharset {

    static final String FIELD = "_charset_";

    private static final String WHAT_TO_SEND = "; send it as UTF-8, or name its charset:"
            + " Content-Type: application/x-www-form-urlencoded; charset=...";
    private static final String LETTER = "\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E";
    private static final String SIGN = "\u00A0\u00A1\u00A3\u00A7\u00A9\u00AA\u00AB\u00AE\u00B0\u00B4\u00B7\u00BA\u00BB\u00BF"
            + "\u2013\u2014\u2018-\u201A\u201C-\u201E\u2022\u2026\u2122\u20AC";
    /** Three such letters in a row are a word in another script. */
    private static final Pattern NO_WESTERN_TEXT =
            Pattern.compile("[^\\x00-\\x7F" + LETTER + SIGN + "]|[" + LETTER + "]{3}");

    private FormCharset() {}

    /**
     * Determines the charset.
     *
     * @param texts the names and values of the form
     * @param declared the charset of the Content-Type
     * @param field the value of the field {@code _charset_}; blank if there is none
     * @throws UnreadableRequest if the charset cannot be determined
     */
    static Charset of(List<byte[]> texts, Optional<Charset> declared, String field) throws UnreadableRequest {
        if (declared.isPresent() || !field.isBlank()) {
            Charset charset = declared.isPresent() ? declared.get() : ContentType.charset(field.strip());
            if (!isSupersetOfAscii(charset)) {
                throw new UnreadableRequest(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE,
                        "no form can be in the charset that it names; send UTF-8");
            } else if (!fits(texts, charset)) {
                throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST,
                        "the form holds bytes that are not in the charset that it names");
            }
            return charset;
        } else if (fits(texts, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        } else if (texts.stream().allMatch(FormCharset::isWestern)) {
            return HttpForm.WINDOWS_1252;
        }
        throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the form is not UTF-8" + WHAT_TO_SEND);
    }

    private static boolean isSupersetOfAscii(Charset charset) {
        return charset.canEncode() && charset.encode(CharBuffer.wrap("aZ0@")).equals(StandardCharsets.US_ASCII.encode("aZ0@"));
    }

    private static boolean fits(List<byte[]> texts, Charset charset) {
        return texts.stream().allMatch(text -> fits(text, charset));
    }

    private static boolean fits(byte[] text, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A non-ASCII text that is valid UTF-8 counts as UTF-8: no form mixes charsets. */
    private static boolean isWestern(byte[] text) {
        try {
            String read = PercentEncoding.text(text, HttpForm.WINDOWS_1252);
            boolean ascii = read.chars().allMatch(c -> c < 0x80);
            return ascii || !fits(text, StandardCharsets.UTF_8) && !NO_WESTERN_TEXT.matcher(read).find();
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
