package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.LineReader.Line;
import com.whitelabelcro.camel.importer.RecordInput.RowIterator;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;

/** The rows of a JSON Lines text: one object on each line. Any other line is broken, and the next one is read. */
final class JsonLineRows implements RowIterator {

    private final LineReader lines;
    private final JsonRecord json;

    JsonLineRows(LineReader lines, JsonRecord json) {
        this.lines = lines;
        this.json = json;
    }

    @Override
    public InputRow next() throws IOException {
        Line line = lines.next();
        while (line != null && InvisibleCharacters.isBlank(line.text()) && !line.tooLong()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        return line.tooLong()
                ? new InputRow.Broken(line.number(), "is longer than " + LineReader.LIMIT + " characters",
                        CharsetDecodingReader.mended(line.text()))
                : json.read(line.number(), line.text());
    }
}
