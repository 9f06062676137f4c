package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;
import java.util.List;

/** Reads a JSON text character by character, counts its lines, and finds a position in it without keeping the text in memory. */
final class JsonCursor {

    private static final int LONGEST_NAME = 1_000;

    private final CharsetDecodingReader in;
    private long line = 1;

    JsonCursor(CharsetDecodingReader in) {
        this.in = in;
    }

    long line() {
        return line;
    }

    /** The next character; -1 at the end. */
    int read() throws IOException {
        int c = in.read();
        line += c == '\n' ? 1 : 0;
        return c;
    }

    /** Steps back by one character. */
    void back() {
        line -= in.back() == '\n' ? 1 : 0;
    }

    /** The next character that is not white space, without consuming it; -1 at the end. */
    int peek() throws IOException {
        int c = read();
        while (c >= 0 && InvisibleCharacters.isBlank((char) c)) {
            c = read();
        }
        if (c >= 0) {
            back();
        }
        return c;
    }

    /**
     * Moves to the value at this path within the next value.
     *
     * @param path the names of members, or the indexes of elements, from the outside to the inside
     * @return whether there is one; if not, the position is undefined
     */
    boolean goTo(List<String> path) throws IOException {
        for (String step : path) {
            int opening = peek();
            read();
            boolean found = opening == '{' ? goToMember(step) : opening == '[' && goToElement(step);
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private boolean goToMember(String name) throws IOException {
        while (peek() == '"') {
            String member = string();
            if (peek() != ':') {
                return false;
            }
            read();
            if (member.equals(name)) {
                return true;
            }
            skipValue();
            if (peek() != ',') {
                return false;
            }
            read();
        }
        return false;
    }

    private boolean goToElement(String number) throws IOException {
        if (!number.matches("[0-9]{1,9}")) {
            return false;
        }
        for (int left = Integer.parseInt(number); left > 0; left--) {
            skipValue();
            if (peek() != ',') {
                return false;
            }
            read();
        }
        return peek() >= 0 && peek() != ']';
    }

    /** Skips the rest of this many nested objects and arrays. */
    void leave(int open) throws IOException {
        int depth = open;
        for (int c = 0; depth > 0 && c >= 0;) {
            c = read();
            if (c == '"') {
                back();
                string();
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }

    private void skipValue() throws IOException {
        int c = peek();
        if (c == '{' || c == '[') {
            read();
            leave(1);
        } else if (c == '"') {
            string();
        } else {
            while (c >= 0 && ",}]".indexOf(c) < 0) {
                read();
                c = peek();
            }
        }
    }

    /** Reads a string and returns its content; escapes that no name of a member needs are not decoded. */
    private String string() throws IOException {
        StringBuilder text = new StringBuilder();
        read();
        for (int c = read(); c >= 0 && c != '"'; c = read()) {
            int content = c == '\\' ? read() : c;
            if (text.length() < LONGEST_NAME) {
                text.append((char) content);
            }
        }
        return text.toString();
    }
}
