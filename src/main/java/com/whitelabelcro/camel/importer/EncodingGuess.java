package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The encoding of a text. A byte order mark defines it. Otherwise a text in which every second byte is zero is UTF-16. Otherwise
 * it is UTF-8 if the invalid sequences are not more than the valid non-ASCII ones, so that stray bytes do not affect the rest.
 * Otherwise it is windows-1252 (used by Excel, a superset of Latin-1), which nearly any bytes are valid in, so that it is only a guess.
 *
 * @param charset the encoding
 * @param mark the length of the byte order mark in bytes
 * @param sure whether no other encoding is possible
 */
record EncodingGuess(Charset charset, int mark, boolean sure) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_SEQUENCE = 4;
    /** One strange letter among so many. */
    private static final int ODD_AMONG = 5;
    /** Apostrophes, dashes and the soft hyphen, the no-break space, trade marks and other signs that may stand between two letters. */
    private static final String WITHIN_WORDS = "\u2018\u2019\u00B4\u2013\u2014\u00AD\u00A0\u00B7\u2026\u2022\u00AE\u00A9";
    private static final String NEVER_AT_AN_END = "\u201A\u0192\u201E\u02C6\u2039\u02DC\u00A1\u00A2\u00A4\u00A5\u00A6\u00A8\u00AC\u00AF\u00B1"
            + "\u00B8\u00BF\u00D7\u00F7\uFFFD";

    /**
     * Determines the encoding from the beginning of a text.
     *
     * @param bytes the beginning, or any part of it that begins with a whole character
     * @param whole whether these are all bytes
     */
    static EncodingGuess of(byte[] bytes, boolean whole) {
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return new EncodingGuess(UTF_32LE, 4, true);
        } else if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return new EncodingGuess(UTF_32BE, 4, true);
        } else if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return new EncodingGuess(StandardCharsets.UTF_8, 3, true);
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            return new EncodingGuess(StandardCharsets.UTF_16LE, 2, true);
        } else if (startsWith(bytes, 0xFE, 0xFF)) {
            return new EncodingGuess(StandardCharsets.UTF_16BE, 2, true);
        }
        return withoutMark(bytes, whole);
    }

    /**
     * The first bytes of a file from the first one that is not ASCII, because ASCII characters are the same in all encodings.
     *
     * @param first its first bytes, which are returned if the whole file is ASCII
     */
    static byte[] beyondAscii(Path file, byte[] first) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[first.length];
            for (int count = in.readNBytes(block, 0, block.length); count > 0;
                    count = in.readNBytes(block, 0, block.length)) {
                int start = 0;
                while (start < count && block[start] >= 0) {
                    start++;
                }
                if (start < count) {
                    byte[] rest = in.readNBytes(first.length);
                    byte[] found = Arrays.copyOfRange(block, start, count + rest.length);
                    System.arraycopy(rest, 0, found, count - start, rest.length);
                    return found;
                }
            }
            return first;
        }
    }

    /** Whether the text begins with the byte order mark of UTF-8. (Other files may also begin with the bytes of the mark of UTF-16.) */
    boolean isMarkedAsText() {
        return charset.equals(StandardCharsets.UTF_8) && mark > 0;
    }

    /** The encoding that the user named, with the length of its byte order mark if there is one. */
    static EncodingGuess said(Charset charset, byte[] bytes) {
        EncodingGuess byMark = of(bytes, true);
        // A program has appended text in another encoding to a file with the mark of UTF-8.
        return new EncodingGuess(charset, byMark.charset().equals(charset) || byMark.isMarkedAsText() ? byMark.mark() : 0, true);
    }

    private static EncodingGuess withoutMark(byte[] bytes, boolean whole) {
        if (isUtf16(bytes, 1)) {
            return new EncodingGuess(StandardCharsets.UTF_16LE, 0, true);
        } else if (isUtf16(bytes, 0)) {
            return new EncodingGuess(StandardCharsets.UTF_16BE, 0, true);
        }
        return isUtf8(bytes, whole) ? new EncodingGuess(StandardCharsets.UTF_8, 0, true)
                : new EncodingGuess(WINDOWS_1252, 0, false);
    }

    /**
     * Whether every second byte of the first two characters is zero, or, in letters that are not Latin, that of the first line end.
     *
     * @param zero 1 if the second byte of a Latin letter is zero, 0 if it is the first one
     */
    private static boolean isUtf16(byte[] bytes, int zero) {
        int other = 1 - zero;
        if (bytes.length < 4) {
            return false;
        } else if (bytes[zero] == 0 && bytes[other] != 0 && bytes[2 + zero] == 0 && bytes[2 + other] != 0) {
            return true;
        }
        int i = 0;
        while (i + 1 < bytes.length && !isLineEnd(bytes[i]) && !isLineEnd(bytes[i + 1])) {
            i += 2;
        }
        return i + 1 < bytes.length && bytes[i + zero] == 0 && isLineEnd(bytes[i + other]);
    }

    private static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }

    private static boolean isUtf8(byte[] bytes, boolean whole) {
        CoderResult result = strict(StandardCharsets.UTF_8)
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), whole);
        if (!result.isError()) {
            return true;
        }
        int length = whole ? bytes.length : Math.max(0, bytes.length - LONGEST_SEQUENCE);
        String text = new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
        long invalid = text.chars().filter(c -> c == REPLACEMENT).count();
        long valid = text.codePoints().filter(c -> c >= 0x80 && c != REPLACEMENT).count();
        return valid > 0 && valid >= invalid;
    }

    /**
     * Whether the letters of a text make sense, for an encoding that is only a guess: those of Macintosh, MS-DOS, and of other
     * alphabets turn into signs within words, and capitals within small letters.
     */
    static boolean makesSense(String text) {
        long odd = 0;
        long letters = 0;
        for (int i = 1; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                boolean strange = isStrange(text.charAt(i - 1), c, text.charAt(i + 1));
                odd += strange ? 1 : 0;
                letters += !strange && Character.isLetter(c) ? 1 : 0;
            }
        }
        return odd * ODD_AMONG <= letters;
    }

    private static boolean isStrange(char before, char c, char after) {
        if (!Character.isLetter(before)) {
            return false;
        } else if (Character.isLetter(c)) {
            return Character.isUpperCase(c) && (Character.isLowerCase(before) || Character.isLowerCase(after));
        }
        return Character.isLetter(after) ? WITHIN_WORDS.indexOf(c) < 0 : NEVER_AT_AN_END.indexOf(c) >= 0;
    }

    /** A decoder that reports invalid bytes. */
    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    static boolean isAscii(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
