package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.RecordInput.RowIterator;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;
import java.util.List;

/**
 * The objects of a JSON array, also of one inside an object, or of a sequence of objects; an object may take any number of
 * lines. Only the braces are counted here. Each object is then parsed by itself, so that a mistake in one does not affect the
 * others: a streaming parser cannot continue after a mistake.
 *
 * <p>There is one limit: the end of an object whose braces do not match cannot be found. It is reported together with
 * everything that follows.
 */
final class JsonArrayRows implements RowIterator {

    private final JsonCursor in;
    private final JsonRecord json;
    private final List<String> path;
    private final StringBuilder text = new StringBuilder();
    private boolean inArray;
    private boolean ended;
    private boolean single;
    private boolean atFirst = true;

    /** @param path the path to the array, or to the only record, from the root; empty if it is the root itself */
    JsonArrayRows(JsonCursor in, List<String> path, JsonRecord json) {
        this.in = in;
        this.path = path;
        this.json = json;
    }

    @Override
    public InputRow next() throws IOException {
        while (true) {
            if (!path.isEmpty() && !inArray && !enter()) {
                return in.peek() < 0 || ended ? null : afterRecords();
            }
            int c = in.read();
            if (c < 0) {
                return end();
            } else if (c == '[' && !inArray && !ended) {
                inArray = true;
            } else if (c == ']' && inArray) {
                inArray = false;
                ended = path.isEmpty();
                in.leave(path.size());
            } else if (c == '{' && single) {
                single = false;
                inArray = false;
                InputRow row = object();
                in.leave(path.size());
                return row;
            } else if (c == '{' && !ended) {
                return object();
            } else if (!InvisibleCharacters.isBlank((char) c) && (c != ',' || ended)) {
                return stranger((char) c);
            }
        }
    }

    /** Moves to the records of the next value, because programs write several pages into one file. */
    private boolean enter() throws IOException {
        if (ended || in.peek() < 0) {
            return false;
        }
        boolean found = in.goTo(path) && (in.peek() == '[' || in.peek() == '{');
        if (!found && atFirst) {
            throw new ImportConfigurationException("There are no records in /" + Printable.of(String.join("/", path)));
        }
        atFirst = false;
        single = found && in.peek() == '{';
        if (found && !single) {
            in.read();
        }
        inArray = found;
        return found;
    }

    private InputRow afterRecords() {
        ended = true;
        return new InputRow.Broken(in.line(), "stands after the records, and holds none, or not where they are", "");
    }

    private InputRow end() {
        if (!inArray) {
            return null;
        }
        inArray = false;
        return new InputRow.Broken(in.line(), "ends before the array is closed: the file may be cut short", "");
    }

    private InputRow object() throws IOException {
        long first = in.line();
        text.setLength(0);
        boolean tooLong = false;
        boolean quoted = false;
        boolean escaped = false;
        int depth = 0;
        for (int c = '{'; c >= 0; c = in.read()) {
            tooLong |= text.length() >= LineReader.LIMIT;
            if (!tooLong) {
                text.append((char) c);
            }
            if (quoted && c == '\n') {
                // No JSON string contains a line end: this one has lost its quote, so that the end of the object is unknown.
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
        String raw = CharsetDecodingReader.mended(text.toString());
        return tooLong ? tooLong(first) : new InputRow.Broken(first, "is never closed, and neither is what follows", raw);
    }

    private InputRow tooLong(long first) {
        return new InputRow.Broken(first, "is longer than " + LineReader.LIMIT + " characters", CharsetDecodingReader.mended(text.toString()));
    }

    /** Text that is neither an object nor a separator: everything up to the next comma, bracket or line end. */
    private InputRow stranger(char start) throws IOException {
        long first = in.line();
        text.setLength(0);
        for (int c = start; c >= 0 && ",[]{}\n\r".indexOf(c) < 0 || text.length() == 0; c = in.read()) {
            if (text.length() < InputRow.Broken.RAW_LIMIT) {
                text.append((char) c);
            }
        }
        in.back();
        return new InputRow.Broken(first, ended ? "stands after the end of the array" : "is not a JSON object",
                CharsetDecodingReader.mended(text.toString()));
    }
}
