package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.app.importer.Lines.Line;
import com.whitelabelcro.camel.prepare.Blanks;
import java.io.IOException;

/** The rows of a JSON Lines text: one object on each line. A line that is none is broken, and the next one is read. */
final class JsonLineRows implements Rows {

    private final Lines lines;
    private final JsonRecord json;

    JsonLineRows(Lines lines, JsonRecord json) {
        this.lines = lines;
        this.json = json;
    }

    @Override
    public Row next() throws IOException {
        Line line = lines.next();
        while (line != null && Blanks.isBlank(line.text()) && !line.tooLong()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        return line.tooLong()
                ? new Row.Broken(line.number(), "is longer than " + Lines.LIMIT + " characters",
                        Decoding.mended(line.text()))
                : json.read(line.number(), line.text());
    }

    @Override
    public long bytesUsed() {
        return lines.bytesUsed();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
