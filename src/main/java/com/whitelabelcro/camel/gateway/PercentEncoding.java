package com.whitelabelcro.camel.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Strict percent-decoding: an invalid code is an error and is not guessed. */
public final class PercentEncoding {

    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    /**
     * Decodes a name or a value of a form.
     *
     * @throws UnreadableRequest if a percent sign does not begin a code
     */
    static byte[] decode(byte[] encoded, int from, int to) throws UnreadableRequest {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (encoded[i] == '%') {
                int high = i + 2 < to ? Character.digit((char) encoded[i + 1], HEXADECIMAL) : -1;
                int low = i + 2 < to ? Character.digit((char) encoded[i + 2], HEXADECIMAL) : -1;
                if (high < 0 || low < 0) {
                    throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "a percent sign is not followed by two"
                            + " hexadecimal digits; a percent sign itself is written %25");
                }
                bytes.write(high * HEXADECIMAL + low);
                i += 2;
            } else {
                bytes.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Checks the path and the query of a URL that other code will decode.
     *
     * @throws UnreadableRequest if a percent sign does not begin a code, or the codes are not UTF-8
     */
    public static void check(String address) throws UnreadableRequest {
        byte[] encoded = address.getBytes(StandardCharsets.UTF_8);
        try {
            text(decode(encoded, 0, encoded.length), StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the address holds bytes that are not UTF-8");
        }
    }

    static String text(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
