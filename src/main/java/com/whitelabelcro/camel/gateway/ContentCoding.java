package com.whitelabelcro.camel.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes the {@code Content-Encoding} of a body: gzip, with a bound on the unpacked size. */
final class ContentCoding {

    private static final int TOO_LARGE = 413;

    private ContentCoding() {}

    /**
     * Unpacks a body.
     *
     * @param codings the values of the header
     * @param most the maximum size of the unpacked body, bytes
     * @throws UnreadableRequest if the coding is unknown, the body is not of that coding, or it is larger unpacked
     */
    static byte[] decode(byte[] body, List<String> codings, int most) throws UnreadableRequest {
        return isGzip(codings) ? unpack(body, most) : body;
    }

    /**
     * Whether the header says that the body is packed.
     *
     * @throws UnreadableRequest if the coding is unknown
     */
    static boolean isGzip(List<String> codings) throws UnreadableRequest {
        String coding = String.join(",", codings).strip().toLowerCase(Locale.ROOT);
        boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
        if (!gzip && !coding.isEmpty() && !coding.equals("identity")) {
            throw new UnreadableRequest(UnreadableRequest.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Encoding is not known here; send gzip, or none");
        }
        return gzip;
    }

    /** Whether the body begins like gzip (RFC 1952). */
    static boolean isPacked(byte[] body) {
        return body.length > 1 && body[0] == 0x1F && body[1] == (byte) 0x8B;
    }

    /** The same as {@link #decode} for a body that is gzip. */
    static byte[] unpack(byte[] body, int most) throws UnreadableRequest {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = unpacked.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new UnreadableRequest(TOO_LARGE, "the body is larger than " + most + " bytes when it is unpacked");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnreadableRequest(UnreadableRequest.BAD_REQUEST, "the body is not gzip, or ends too early");
        }
    }
}
