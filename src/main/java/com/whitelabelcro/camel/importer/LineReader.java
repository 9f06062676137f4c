package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The physical lines of a text, numbered from 1; each ends with LF, CRLF, CR or the end of the text; in a text whose first
 * line ends with CR CR LF (a program wrote CRLF where LF was to become CRLF), also with that. A line of any length takes
 * no more memory than {@value #LIMIT} characters. Lines that were taken can be given back.
 */
final class LineReader implements Closeable {

    /** The longest line that is kept whole, in characters. */
    static final int LIMIT = 1024 * 1024;

    /**
     * One line.
     *
     * @param number its number, from 1
     * @param text what stands before the line end; if the line is too long, no more than what a broken row keeps of it
     * @param end the line end as it is in the text, but LF for CR CR LF; empty on the last line
     * @param tooLong whether it is longer than {@value #LIMIT} characters
     */
    record Line(long number, String text, String end, boolean tooLong) {
    }

    private final CharsetDecodingReader in;
    private final char[] buffer = new char[CharsetDecodingReader.BLOCK];
    private final StringBuilder partial = new StringBuilder();
    private final boolean doubledReturns;
    private final Deque<Line> givenBack = new ArrayDeque<>();
    private int position;
    private int limit;
    private long charsRead;
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
        partial.setLength(0);
        boolean tooLong = false;
        while (true) {
            if (position == limit && !fill()) {
                return partial.length() == 0 && !tooLong ? null : line("", "", tooLong);
            }
            int end = position;
            while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            if (end < limit) {
                tooLong |= partial.length() + end - position > LIMIT;
                String tail = tooLong ? "" : new String(buffer, position, end - position);
                position = end;
                return line(tail, lineEnd(), tooLong);
            }
            tooLong |= partial.length() + end - position > LIMIT;
            if (!tooLong) {
                partial.append(buffer, position, end - position);
            }
            position = end;
        }
    }

    /** Puts lines back, so that they are returned again in this order. */
    void giveBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            givenBack.addFirst(lines.get(i));
        }
    }

    private Line line(String tail, String end, boolean tooLong) {
        number++;
        if (tooLong) {
            partial.setLength(Math.min(partial.length(), InputRow.Broken.RAW_LIMIT));
            return new Line(number, partial.toString(), end, true);
        }
        return new Line(number, partial.length() == 0 ? tail : partial.append(tail).toString(), end, false);
    }

    private String lineEnd() throws IOException {
        if (buffer[position++] == '\n') {
            return "\n";
        }
        boolean doubled = doubledReturns && isNext('\r');
        if (doubled) {
            position++;
        }
        if (isNext('\n')) {
            position++;
            return doubled ? "\n" : "\r\n";
        }
        return "\r";
    }

    private boolean isNext(char c) throws IOException {
        return (position < limit || fill()) && buffer[position] == c;
    }

    private boolean fill() throws IOException {
        limit = Math.max(0, in.read(buffer));
        position = 0;
        charsRead += limit;
        return limit > 0;
    }

    /** How many bytes of the input have been used up: those read less those that still wait in the buffer. */
    long bytesUsed() {
        return charsRead == 0 ? 0 : (long) ((double) in.bytesRead() * (charsRead - limit + position) / charsRead);
    }

    /** Whether this line has bytes that are invalid in the encoding. */
    boolean isDamaged(String text) {
        return in.damaged() && CharsetDecodingReader.isDamaged(text);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
