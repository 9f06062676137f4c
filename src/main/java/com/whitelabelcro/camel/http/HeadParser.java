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
 * Reads the head of an answer: the status line and the header lines. HttpClient limits the length of a line and the
 * number of lines; this parser also limits the size of the whole head. Unlike HttpClient's default parser it does not
 * skip lines until it finds a status line, because they would be the rest of another answer.
 */
final class HeadParser extends DefaultHttpResponseParser {

    /**
     * Limits for header lines and for the chunk extensions and trailers of a chunked body. No valid answer comes near
     * them.
     */
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

    /** Whether more bytes were read from the socket than belong to the answers so far. */
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
