package com.whitelabelcro.camel.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the head of an answer: status line and header lines. HttpClient's own limits are for one line and for the
 * number of lines; this one is for all of it. Unlike HttpClient's default parser it does not skip lines until it finds
 * a status line: they would be the rest of another answer.
 */
final class HeadParser extends DefaultHttpResponseParser {

    /** For header lines, and for what a chunked body has besides data. No answer of this API comes near. */
    static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(8 << 10).setMaxHeaderCount(100).build();

    static final String LIMITS_IN_WORDS = "a head of more than 64 KiB, of more than 100 lines, or with a line of more than 8 KiB";

    private static final int MOST_BYTES = 64 << 10;

    private SessionInputBuffer buffer;

    HeadParser() {
        super(LIMITS);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer input, InputStream socket) throws IOException, HttpException {
        buffer = input;
        return super.parse(input, new Bounded(socket));
    }

    /** Whether more has been read from the socket than the answers were made of. */
    boolean hasBufferedData() {
        return buffer != null && buffer.length() > 0;
    }

    private static final class Bounded extends FilterInputStream {

        private int left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left <= 0) {
                throw new MessageConstraintException("The head of the answer is too large");
            }
            int read = super.read(bytes, from, Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
