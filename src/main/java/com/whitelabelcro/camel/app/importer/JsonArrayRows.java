package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.prepare.Blanks;
import java.io.IOException;

/**
 * The objects of one JSON array, or objects that just follow each other, on as many lines as they like. Only the braces
 * are counted here; each object is then read by itself, so that a mistake in one leaves the others alone.
 *
 * <p>There is one limit to that: of an object whose braces do not match, nobody can say where it ends. It is reported
 * with all that follows.
 */
final class JsonArrayRows implements Rows {

    private final Decoding in;
    private final JsonRecord json = new JsonRecord();
    private final char[] buffer = new char[Decoding.BLOCK];
    private final StringBuilder text = new StringBuilder();
    private int position;
    private int limit;
    private long charsRead;
    private long line = 1;
    private boolean inArray;
    private boolean ended;

    JsonArrayRows(Decoding in) {
        this.in = in;
    }

    @Override
    public Row next() throws IOException {
        while (true) {
            int c = read();
            if (c < 0) {
                return end();
            } else if (c == '[' && !inArray && !ended) {
                inArray = true;
            } else if (c == ']' && inArray) {
                inArray = false;
                ended = true;
            } else if (c == '{' && !ended) {
                return object();
            } else if (!Blanks.isBlank((char) c) && (c != ',' || ended)) {
                return stranger((char) c);
            }
        }
    }

    private Row end() {
        if (!inArray) {
            return null;
        }
        inArray = false;
        return new Row.Broken(line, "ends before the array is closed: the file may be cut short", "");
    }

    private Row object() throws IOException {
        long first = line;
        text.setLength(0);
        boolean tooLong = false;
        boolean quoted = false;
        boolean escaped = false;
        int depth = 0;
        for (int c = '{'; c >= 0; c = read()) {
            tooLong |= text.length() >= Lines.LIMIT;
            if (!tooLong) {
                text.append((char) c);
            }
            if (quoted && c == '\n') {
                // No string goes on over a line end: this one has lost its quote, and with it the end of the object.
                return json.read(first, text.toString());
            }
            if (quoted) {
                quoted = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return tooLong ? tooLong(first) : json.read(first, text.toString());
            }
        }
        inArray = false;
        String raw = Decoding.mended(text.toString());
        return tooLong ? tooLong(first) : new Row.Broken(first, "is never closed, and neither is what follows", raw);
    }

    private Row tooLong(long first) {
        return new Row.Broken(first, "is longer than " + Lines.LIMIT + " characters", Decoding.mended(text.toString()));
    }

    /** Something that is neither an object nor belongs between two: all up to the next comma, bracket or line. */
    private Row stranger(char start) throws IOException {
        long first = line;
        text.setLength(0);
        for (int c = start; c >= 0 && ",[]{}\n\r".indexOf(c) < 0 || text.length() == 0; c = read()) {
            if (text.length() < Row.Broken.RAW_LIMIT) {
                text.append((char) c);
            }
        }
        back();
        return new Row.Broken(first, ended ? "stands after the end of the array" : "is not a JSON object",
                Decoding.mended(text.toString()));
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer));
            position = 0;
            charsRead += limit;
            if (limit == 0) {
                return -1;
            }
        }
        char c = buffer[position++];
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private void back() {
        if (position > 0) {
            position--;
            line -= buffer[position] == '\n' ? 1 : 0;
        }
    }

    @Override
    public long bytesUsed() {
        return charsRead == 0 ? 0 : (long) ((double) in.bytesRead() * (charsRead - limit + position) / charsRead);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
