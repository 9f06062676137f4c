package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.importer.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Writes to a terminal what {@link Printable} lets through, and line breaks; everything else as {@code \}{@code uXXXX},
 * and so is what the terminal's character set does not have. JSON stays the same JSON.
 */
public final class PrintableWriter extends FilterWriter {

    private final CharsetEncoder encoder;

    public PrintableWriter(OutputStream stream, Charset charset) {
        super(new OutputStreamWriter(stream, charset));
        encoder = charset.newEncoder();
    }

    @Override
    public void write(int unit) throws IOException {
        write(String.valueOf((char) unit));
    }

    @Override
    public void write(char[] units, int from, int length) throws IOException {
        write(new String(units, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(Printable.escape(text.substring(from, from + length), this::isFit));
    }

    private boolean isFit(int point) {
        return point == '\n' || point == '\r' && System.lineSeparator().startsWith("\r")
                || Printable.isHarmless(point) && (point < 0x80 || encoder.canEncode(Character.toString(point)));
    }
}
