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

/** The three streams that a process is started with, or without. */
public final class StandardStreams {

    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final String TERMINAL = "/dev/(pts/|tty|console).*";
    private static final Path NOTHING = Path.of("/dev/null");

    private StandardStreams() {}

    /**
     * Makes sure that no file which is opened later takes the place of a stream that was closed ({@code <&-}): what is
     * printed would end up in it.
     *
     * @return what has to stay open as long as the process lives
     */
    public static List<InputStream> guard() throws IOException {
        List<InputStream> held = new ArrayList<>();
        if (!Files.isDirectory(DESCRIPTORS) || !Files.exists(NOTHING)) {
            return held;
        }
        if (isOfTheJvm(DESCRIPTORS.resolve("0"))) {
            System.setIn(new Closed());
            if (isNothing(DESCRIPTORS.resolve("1"))) {
                System.setOut(new Lost());
            }
        }
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            if (!Files.exists(DESCRIPTORS.resolve(String.valueOf(descriptor)), LinkOption.NOFOLLOW_LINKS)) {
                held.add(new FileInputStream(NOTHING.toFile()));
            }
        }
        return held;
    }

    /** The first file that the JVM opens gets the number of the stream that is missing. */
    private static boolean isOfTheJvm(Path descriptor) {
        try {
            return descriptor.toRealPath().startsWith(Path.of(System.getProperty("java.home")).toRealPath());
        } catch (IOException e) {
            return !Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * If the standard input and output are both closed, the JVM has by now put {@code /dev/null} in the output's place, and
     * what was closed cannot be told from what the caller sent there.
     */
    private static boolean isNothing(Path descriptor) throws IOException {
        return Files.exists(descriptor) && Files.isSameFile(descriptor, NOTHING);
    }

    /** Why the standard output does not hold all that was printed. */
    static String whyOutputIsLost() {
        return System.out instanceof Lost ? "The output is lost: the standard input and output are closed. (If the output was sent to /dev/null,"
                + " read the input from there, too: </dev/null)"
                : "The output could not be written whole: its disk is full, or its reader has gone";
    }

    /**
     * The standard input.
     *
     * @throws ConfigurationException if there is none
     */
    static InputStream in() {
        if (System.in instanceof Closed) {
            throw new ConfigurationException("The standard input is closed; pipe something in, or name a file");
        }
        return System.in;
    }

    /** Whether somebody sits in front of the standard error, and no file keeps it. */
    static boolean isTerminal() {
        try {
            Path error = DESCRIPTORS.resolve("2");
            return System.console() != null && (!Files.isSymbolicLink(error) || error.toRealPath().toString().matches(TERMINAL));
        } catch (IOException e) {
            return false;
        }
    }

    /** A writer for people's eyes, and for programs that read JSON. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new PrintableWriter(stream, charset()), true);
    }

    /** Of the terminal, as the environment says; not the JVM's default, which may be another. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** A standard output that is not there. */
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

    /** A standard input that is not there. */
    private static final class Closed extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("The standard input is closed");
        }
    }
}
