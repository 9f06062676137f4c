package com.whitelabelcro.camel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Detects characters that were lost between the shell and the JVM: in the locale C, a JVM replaces them with
 * {@code U+FFFD} or {@code ?}.
 */
final class LostCharacters {

    private static final String LOST = "\uFFFD";
    /** Exists on Linux only; on other systems a question mark is taken literally. */
    private static final Path RAW = Path.of("/proc/self/cmdline");

    private LostCharacters() {}

    /**
     * The message for the user if an argument, or the name of the working directory, is not what was typed; empty otherwise.
     */
    static Optional<String> findIn(String... arguments) {
        boolean lost = Stream.of(arguments).anyMatch(each -> each.contains(LOST))
                || Stream.of(arguments).anyMatch(each -> each.contains("?")) && !isUtf8() && isRawBeyondAscii();
        if (lost) {
            return Optional.of(isUtf8() ? "An argument is no valid UTF-8 text"
                    : "An argument contains characters that are lost in the locale of this terminal (" + locale()
                            + "); set LC_ALL=C.UTF-8, or give it in a file");
        } else if (System.getProperty("user.dir").contains(LOST)) {
            return Optional.of(notInAPath());
        }
        return Optional.empty();
    }

    static String notInAPath() {
        return "The name of a file or folder contains characters that the locale of this terminal (" + locale()
                + ") does not have; set LC_ALL=C.UTF-8";
    }

    private static boolean isUtf8() {
        return locale().equalsIgnoreCase("UTF-8");
    }

    private static String locale() {
        return System.getProperty("sun.jnu.encoding", "unknown");
    }

    private static boolean isRawBeyondAscii() {
        try {
            for (byte each : Files.readAllBytes(RAW)) {
                if (each < 0) {
                    return true;
                }
            }
        } catch (IOException e) {
            // The system does not have this file, so nothing is known.
        }
        return false;
    }
}
