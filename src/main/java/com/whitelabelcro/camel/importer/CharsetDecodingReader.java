package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decodes bytes in an encoding that is determined once; see {@link EncodingGuess}. Padding bytes at the end are skipped; see
 * {@link TrailingPadding}.
 *
 * <p>A byte that is invalid in the encoding becomes a lone low surrogate, which no valid text contains. The row with it can
 * therefore be recognised, and the rest of the file is read.
 */
final class CharsetDecodingReader implements Closeable {

    /** The size of the first block, in bytes. Nothing is read from a pipe before that many bytes, or its end, have arrived. */
    static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final byte[] first;
    private final EncodingGuess encoding;
    private final CharsetDecoder decoder;
    private final TrailingPadding text = new TrailingPadding(this::nextChar);
    private final ByteBuffer bytes;
    private final CharBuffer chars = CharBuffer.allocate(BLOCK).limit(0);
    private final String head;
    private final String sampleText;
    private long bytesRead;
    private long charsDecoded;
    private int last;
    private boolean again;
    private boolean atEnd;
    private boolean flushed;
    private boolean damaged;

    private CharsetDecodingReader(InputStream in, byte[] first, EncodingGuess encoding, byte[] sample) {
        this.in = in;
        this.first = first;
        this.encoding = encoding;
        int mark = encoding.mark();
        this.decoder = EncodingGuess.strict(encoding.charset());
        this.bytes = ByteBuffer.allocate(BLOCK).put(first).flip().position(mark);
        this.head = new String(first, mark, first.length - mark, encoding.charset());
        this.sampleText = sample == first ? head : new String(sample, encoding.charset());
        this.bytesRead = first.length;
        this.atEnd = first.length < BLOCK;
    }

    /**
     * Inspects the first bytes of an input.
     *
     * @param said its encoding, if the user names it
     * @param file the same input, to look for bytes that show the encoding if the first ones are only ASCII; empty for a pipe
     * @throws ImportConfigurationException if the input is not text
     */
    static CharsetDecodingReader of(InputStream in, Optional<Charset> said, Optional<Path> file) throws IOException {
        byte[] first = in.readNBytes(BLOCK);
        NotATable.refuse(first);
        boolean whole = first.length < BLOCK;
        boolean open = !whole && EncodingGuess.isAscii(first, first.length);
        byte[] sample = open && file.isPresent() ? EncodingGuess.beyondAscii(file.get(), first) : first;
        EncodingGuess encoding = said.isPresent() ? EncodingGuess.said(said.get(), first)
                : EncodingGuess.of(sample, whole);
        CharsetDecodingReader decoding = new CharsetDecodingReader(in, first, encoding, sample);
        NotATable.refuse(decoding.head, encoding.isMarkedAsText());
        if (!encoding.sure() && !EncodingGuess.makesSense(decoding.sampleText)) {
            throw new ImportConfigurationException("This text is not UTF-8, and its letters make no sense in " + encoding.charset()
                    + ": name its encoding with --encoding, such as macintosh, IBM850, windows-1250 or Shift_JIS, or "
                    + encoding.charset() + " if they are right");
        }
        return decoding;
    }

    /** The inspected part, for callers that examine it before it is read. */
    CharsetDecodingReader sample() {
        return new CharsetDecodingReader(InputStream.nullInputStream(), first, encoding, first);
    }

    /** Whether the input is longer than the sample. */
    boolean isLonger() {
        return first.length == BLOCK;
    }

    /** The name of the encoding, such as UTF-8. */
    String encoding() {
        return encoding.charset().name();
    }

    /** Whether the encoding is certain, and not only the most likely one. */
    boolean isSure() {
        return encoding.sure();
    }

    /** The first block as text, without consuming it. Its last character may be damaged. */
    String head() {
        return head;
    }

    /** The text from which the encoding was detected. */
    String sampleText() {
        return sampleText;
    }

    /** Whether any byte so far was invalid. As long as none was, texts need not be searched for damage. */
    boolean damaged() {
        return damaged;
    }

    /** The number of bytes of the input that were consumed, estimated from the share of the characters that were read. */
    long bytesUsed() {
        return charsDecoded == 0 ? 0 : (long) ((double) bytesRead * (charsDecoded - chars.remaining()) / charsDecoded);
    }

    /** Whether the text contains a byte that was invalid in the encoding. */
    static boolean isDamaged(CharSequence text) {
        return loneSurrogate(text, 0) >= 0;
    }

    /** The text with the replacement character in place of invalid bytes, so that it can be written anywhere. */
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

    /** The next character; -1 at the end. */
    int read() throws IOException {
        last = again ? last : text.read();
        again = false;
        return last;
    }

    /** Steps back so that the last character is read again, and returns it. */
    int back() {
        again = true;
        return last;
    }

    private int nextChar() throws IOException {
        return chars.hasRemaining() || decode() ? chars.get() : -1;
    }

    private boolean decode() throws IOException {
        chars.clear();
        while (chars.position() == 0 && !flushed) {
            CoderResult result = decoder.decode(bytes, chars, atEnd);
            if (result.isError()) {
                // A full buffer is returned first; the decoder then reads the same byte again.
                if (chars.remaining() < result.length()) {
                    break;
                }
                mark(result.length());
            } else if (result.isUnderflow() && atEnd) {
                decoder.flush(chars);
                flushed = true;
            } else if (result.isUnderflow()) {
                fill();
            }
        }
        chars.flip();
        charsDecoded += chars.remaining();
        return chars.hasRemaining();
    }

    private void mark(int length) {
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
