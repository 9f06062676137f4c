package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The three standard streams of the process, each of which may be closed. */
final class StandardStreams {

    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final String TERMINAL = "/dev/(pts/|tty|console).*";
    private static final Path NOTHING = Path.of("/dev/null");

    private StandardStreams() {}

    /**
     * Prevents a file that is opened later from getting the file descriptor of a standard stream that was closed
     * ({@code <&-}); printed text would end up in that file.
     *
     * @return streams that must stay open as long as the process runs
     */
    public static List<InputStream> guard() throws IOException {
        List<InputStream> placeholders = new ArrayList<>();
        if (!Files.isDirectory(DESCRIPTORS) || !Files.exists(NOTHING)) {
            return placeholders;
        }
        if (isOfTheJvm(DESCRIPTORS.resolve("0"))) {
            System.setIn(new Closed());
            if (isNothing(DESCRIPTORS.resolve("1"))) {
                System.setOut(new Lost());
            }
        }
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            if (!Files.exists(DESCRIPTORS.resolve(String.valueOf(descriptor)), LinkOption.NOFOLLOW_LINKS)) {
                placeholders.add(new FileInputStream(NOTHING.toFile()));
            }
        }
        return placeholders;
    }

    /** The first file that the JVM opens gets the number of the missing stream. */
    private static boolean isOfTheJvm(Path descriptor) {
        try {
            return descriptor.toRealPath().startsWith(Path.of(System.getProperty("java.home")).toRealPath());
        } catch (IOException e) {
            return !Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * If standard input and output were both closed, the JVM has opened {@code /dev/null} in place of the output by
     * now, and that cannot be distinguished from a caller's redirection to it.
     */
    private static boolean isNothing(Path descriptor) throws IOException {
        return Files.exists(descriptor) && Files.isSameFile(descriptor, NOTHING);
    }

    /** Explains, for a message, why the standard output does not contain everything that was printed. */
    static String whyOutputIsLost() {
        return System.out instanceof Lost ? "The output is lost: the standard input and output are closed. (If the output was sent to /dev/null,"
                + " read the input from there, too: </dev/null)"
                : "The output could not be written completely: the disk is full, or the reader has ended";
    }

    /**
     * The standard input.
     *
     * @throws ConfigurationException if it is closed
     */
    static InputStream in() {
        if (System.in instanceof Closed) {
            throw new ConfigurationException("The standard input is closed; pipe something in, or name a file");
        }
        return System.in;
    }

    /** Whether the standard error is a terminal, so that nothing printed there is stored. */
    static boolean isTerminal() {
        try {
            Path error = DESCRIPTORS.resolve("2");
            return System.console() != null && (!Files.isSymbolicLink(error) || error.toRealPath().toString().matches(TERMINAL));
        } catch (IOException e) {
            return false;
        }
    }

    /** A writer for text that people and programs read. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new PrintableWriter(stream, charset()), true);
    }

    /** The charset of the terminal according to the environment, which may differ from the JVM's default. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** The standard output of a process that has none. */
    private static final class Lost extends PrintStream {
        Lost() {
            super(OutputStream.nullOutputStream(), false, charset());
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            setError();
        }

        @Override
        public void write(int each) {
            setError();
        }
    }

    /** The standard input of a process that has none. */
    private static final class Closed extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("The standard input is closed");
        }
    }
}
