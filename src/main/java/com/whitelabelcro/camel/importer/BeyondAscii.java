package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the part of a file that shows its encoding: ASCII characters are the same in all encodings. */
final class BeyondAscii {

    private BeyondAscii() {
    }

    /**
     * The first bytes of a file from the first one that is not ASCII.
     *
     * @param first its first bytes; the answer if all of it is ASCII, and the longest answer there is, but for one block
     */
    static byte[] of(Path file, byte[] first) throws IOException {
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
}
