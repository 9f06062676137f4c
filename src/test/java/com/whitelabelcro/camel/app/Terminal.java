package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.cli.Wlcro;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The result of a command: its exit code and its two streams. {@link #run} and {@link Child} check that they contain
 * neither a stack trace nor a key.
 */
public record Terminal(int exit, String out, String err) {

    /** A key that no sandbox accepts, to be searched for in the output. */
    static final String SECRET = "wlcro_live_1_S3cr3tOfTheTests";

    /** Runs a command in this process, on the working directory and the environment of the
     * tests, with a ledger in memory. */
    public static Terminal run(Map<String, String> properties, String input, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setProperty(LedgerConfig.URL, LedgerConfig.MEMORY_URL);
        System.setProperty("stdout.encoding", "UTF-8");
        properties.forEach(System::setProperty);
        try {
            int exit = Wlcro.run(arguments);
            return new Terminal(exit, outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8)).checked();
        } finally {
            System.clearProperty(LedgerConfig.URL);
            System.clearProperty("stdout.encoding");
            properties.keySet().forEach(System::clearProperty);
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }

    static Terminal run(String... arguments) {
        return run(Map.of(), "", arguments);
    }

    Terminal checked() {
        for (String stream : new String[] {out, err}) {
            assertThat(stream).doesNotContain("\tat ").doesNotContain(SECRET);
            assertThat(stream.replace("WLCRO_API_KEY=" + SandboxConfig.DEFAULT_KEY, ""))
                    .doesNotContain(SandboxConfig.DEFAULT_KEY);
        }
        return this;
    }

    /** The message to the user; fails unless it is exactly one line. */
    public String complaint() {
        assertThat(out).isEmpty();
        assertThat(err.lines()).as(err).hasSize(1);
        return err.strip();
    }
}
