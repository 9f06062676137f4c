package com.whitelabelcro.camel.app.importer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns bytes of an unknown encoding into characters. The encoding is settled once, from the first {@value #BLOCK}
 * bytes: a byte order mark says it; else text of which every second byte is zero is UTF-16; else it is UTF-8 if these
 * bytes are valid UTF-8, and windows-1252 (what Excel writes, a superset of Latin-1) if they are not.
 *
 * <p>A byte that does not fit the encoding later on becomes one lone low surrogate, which no valid text can hold. So
 * the row that holds it can be told from all others, and the rest of the file goes on.
 */
final class Decoding implements Closeable {

    /** How much is looked at, in bytes. From a pipe, nothing comes out before that much is there, or the end. */
    static final int BLOCK = 64 * 1024;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes;
    private final String head;
    private long bytesRead;
    private boolean atEnd;
    private boolean flushed;
    private boolean damaged;

    private Decoding(InputStream in, byte[] first, Charset charset, int mark) {
        this.in = in;
        this.charset = charset;
        this.decoder = strict(charset);
        this.bytes = ByteBuffer.allocate(BLOCK).put(first).flip().position(mark);
        this.head = new String(first, mark, first.length - mark, charset);
        this.bytesRead = first.length;
        this.atEnd = first.length < BLOCK;
    }

    static Decoding of(InputStream in) throws IOException {
        byte[] first = in.readNBytes(BLOCK);
        refuseWhatIsNoText(first);
        if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
            return new Decoding(in, first, StandardCharsets.UTF_8, 3);
        }
        if (startsWith(first, 0xFF, 0xFE)) {
            return new Decoding(in, first, StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(first, 0xFE, 0xFF)) {
            return new Decoding(in, first, StandardCharsets.UTF_16BE, 2);
        }
        return new Decoding(in, first, withoutMark(first), 0);
    }

    /** People hand in the workbook instead of its export; a thousand broken rows would not tell them. */
    private static void refuseWhatIsNoText(byte[] first) {
        if (startsWith(first, 'P', 'K', 3, 4)) {
            throw new ImportConfigurationException("This is an Excel workbook or a ZIP file: export it as CSV first");
        }
        if (startsWith(first, 0x1F, 0x8B)) {
            throw new ImportConfigurationException("This file is compressed: unpack it with gunzip first");
        }
    }

    private static Charset withoutMark(byte[] first) {
        if (first.length >= 4 && first[0] != 0 && first[1] == 0 && first[2] != 0 && first[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        if (first.length >= 4 && first[0] == 0 && first[1] != 0 && first[2] == 0 && first[3] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        boolean whole = first.length < BLOCK;
        CoderResult result = strict(StandardCharsets.UTF_8)
                .decode(ByteBuffer.wrap(first), CharBuffer.allocate(first.length), whole);
        return result.isError() ? WINDOWS_1252 : StandardCharsets.UTF_8;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The name of the encoding, such as UTF-8. */
    String encoding() {
        return charset.name();
    }

    /** The first block as text, to look at without reading. Its last character may be damaged. */
    String head() {
        return head;
    }

    /** Whether anything did not fit so far. While not, no text needs to be searched for it. */
    boolean damaged() {
        return damaged;
    }

    /** How many bytes have been taken from the input. */
    long bytesRead() {
        return bytesRead;
    }

    /** Whether the text holds a byte that did not fit the encoding. */
    static boolean isDamaged(CharSequence text) {
        return loneSurrogate(text, 0) >= 0;
    }

    /** The text with the replacement character in place of what did not fit, so that it can be written anywhere. */
    static String mended(String text) {
        int at = loneSurrogate(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        for (; at >= 0; at = loneSurrogate(mended, at + 1)) {
            mended.setCharAt(at, '\uFFFD');
        }
        return mended.toString();
    }

    private static int loneSurrogate(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Reads at least one character, or answers -1 at the end. */
    int read(char[] into) throws IOException {
        CharBuffer chars = CharBuffer.wrap(into);
        while (chars.position() == 0 && !flushed) {
            CoderResult result = decoder.decode(bytes, chars, atEnd);
            if (result.isError()) {
                // A full buffer is handed out first; the decoder then meets the same byte again.
                if (chars.remaining() < result.length()) {
                    break;
                }
                mark(result.length(), chars);
            } else if (result.isUnderflow() && atEnd) {
                decoder.flush(chars);
                flushed = true;
            } else if (result.isUnderflow()) {
                fill();
            }
        }
        return chars.position() == 0 ? -1 : chars.position();
    }

    private void mark(int length, CharBuffer chars) {
        damaged = true;
        for (int i = 0; i < length; i++) {
            chars.put((char) (Character.MIN_LOW_SURROGATE + (bytes.get() & 0xFF)));
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            atEnd = true;
        } else {
            bytesRead += count;
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
