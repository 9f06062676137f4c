package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The physical lines of a text, numbered from 1; each ends with LF, CRLF, CR or the end of the text; in a text whose first
 * line ends with CR CR LF (a program wrote CRLF where LF was to become CRLF), also with that. A line of any length needs no more
 * memory than {@value #LIMIT} characters. Lines that were read can be put back.
 */
final class LineReader {

    /** The longest line that is kept whole, in characters. */
    static final int LIMIT = 1024 * 1024;

    /**
     * One line.
     *
     * @param number its number, from 1
     * @param text the text before the line end; if the line is too long, only the part that a broken row keeps
     * @param end the line end as it is in the text, but LF for CR CR LF; empty on the last line
     * @param tooLong whether it is longer than {@value #LIMIT} characters
     */
    record Line(long number, String text, String end, boolean tooLong) {
    }

    private final CharsetDecodingReader in;
    private final StringBuilder text = new StringBuilder();
    private final boolean doubledReturns;
    private final Deque<Line> givenBack = new ArrayDeque<>();
    private long number;

    LineReader(CharsetDecodingReader in) {
        this.in = in;
        String start = in.head();
        int end = start.indexOf('\r');
        this.doubledReturns = end >= 0 && start.startsWith("\r\r\n", end) && start.lastIndexOf('\n', end) < 0;
    }

    /** Skips the first lines of the text. */
    void skip(long count) throws IOException {
        while (number < count && next() != null) {
            // Skipped.
        }
    }

    /** The next line, or null at the end. */
    Line next() throws IOException {
        if (!givenBack.isEmpty()) {
            return givenBack.poll();
        }
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        text.setLength(0);
        boolean tooLong = false;
        for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
            tooLong |= text.length() == LIMIT;
            if (!tooLong) {
                text.append((char) c);
            }
        }
        if (tooLong) {
            text.setLength(InputRow.Broken.RAW_LIMIT);
        }
        String end = c < 0 ? "" : c == '\n' ? "\n" : afterReturn();
        return new Line(number, text.toString(), end, tooLong);
    }

    /** Puts lines back, so that they are returned again in this order. */
    void giveBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            givenBack.addFirst(lines.get(i));
        }
    }

    private String afterReturn() throws IOException {
        boolean doubled = doubledReturns && isNext('\r');
        return isNext('\n') ? doubled ? "\n" : "\r\n" : "\r";
    }

    private boolean isNext(char c) throws IOException {
        boolean next = in.read() == c;
        if (!next) {
            in.back();
        }
        return next;
    }

    /** Whether this line has bytes that are invalid in the encoding. */
    boolean isDamaged(String text) {
        return in.damaged() && CharsetDecodingReader.isDamaged(text);
    }
}
