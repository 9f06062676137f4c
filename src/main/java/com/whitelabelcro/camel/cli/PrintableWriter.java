package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.importer.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Writes to a terminal the characters that {@link Printable} allows and that the terminal's charset contains, and line
 * breaks; everything else becomes {@code \}{@code uXXXX}. JSON remains equivalent JSON.
 */
final class PrintableWriter extends FilterWriter {

    private final CharsetEncoder encoder;

    /**
     * @param stream the terminal
     * @param charset the charset of the terminal
     */
    PrintableWriter(OutputStream stream, Charset charset) {
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
