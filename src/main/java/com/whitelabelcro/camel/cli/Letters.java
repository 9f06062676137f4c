package com.whitelabelcro.camel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds letters that were lost on the way from the shell: a JVM in the locale C makes {@code U+FFFD} or {@code ?} of them. */
final class Letters {

    private static final String LOST = "\uFFFD";
    /** Linux alone has it; elsewhere a question mark is taken for one. */
    private static final Path RAW = Path.of("/proc/self/cmdline");

    private Letters() {}

    /** What is to be said if an argument, or the name of the working directory, does not say what was typed. */
    static Optional<String> lostIn(String... arguments) {
        boolean lost = Stream.of(arguments).anyMatch(each -> each.contains(LOST))
                || Stream.of(arguments).anyMatch(each -> each.contains("?")) && !isUtf8() && isRawBeyondAscii();
        if (lost) {
            return Optional.of(isUtf8() ? "An argument is no valid UTF-8 text"
                    : "An argument holds letters that are lost in the locale of this terminal (" + locale()
                            + "); set LC_ALL=C.UTF-8, or give it in a file");
        } else if (System.getProperty("user.dir").contains(LOST)) {
            return Optional.of(notInAPath());
        }
        return Optional.empty();
    }

    static String notInAPath() {
        return "The name of a file or folder holds letters that the locale of this terminal (" + locale()
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
            // No such system: nothing is known.
        }
        return false;
    }
}
