package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ledger that cannot be used is reported in one line, and nothing is sent (row 44 of the list of faults). */
class LedgerMistakeTest {

    private static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"a@example.com\","
            + "\"external_id\":\"x_1\"}";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
    private Path file;

    @BeforeEach
    void start() {
        file = directory.resolve("wlcro.db");
    }

    private Terminal call(String... settings) {
        return run(settings, "call", "create-lead", ANN);
    }

    private Terminal run(String[] settings, String... command) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY,
                "wlcro.base-url", sandbox.baseUrl().toString(), "wlcro.ledger.url", "jdbc:sqlite:" + file));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return Terminal.run(properties, "", command);
    }

    private void told(String words, String... settings) {
        long before = sandbox.stats().requests();
        Terminal terminal = call(settings);
        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.complaint()).contains(words);
        assertThat(sandbox.stats().requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "jdbc:h2:mem:x | wlcro.ledger.url must begin with jdbc:sqlite: or jdbc:postgresql:",
        "jdbc:sqlite: | wlcro.ledger.url must name a plain file",
        "jdbc:postgresql://127.0.0.1:1/none | The ledger's database cannot be reached",
        "jdbc:sqlite:/proc/nothing/wlcro.db | The ledger file /proc/nothing/wlcro.db cannot be created"
    })
    void aWrongUrlIsReported(String url, String words) {
        told(words, "wlcro.ledger.url", url);
    }

    @Test
    void aFileThatIsNotALedgerIsReportedAndLeftUnchanged() throws IOException {
        Files.writeString(file, "These are my notes, and no database at all. ".repeat(100));
        told("is damaged or is no ledger");
        assertThat(Files.readString(file)).startsWith("These are my notes");
    }

    @Test
    void aFileWithAFolderInItsPlaceIsReportedByACallAndByTheService() throws IOException {
        Files.createDirectory(file);
        told("The ledger file " + file + " is a folder");
        Terminal service = run(new String[] {"camel.management.enabled", "false"}, "run", "--gateway");
        assertThat(service.exit()).as(service.err()).isEqualTo(2);
        assertThat(service.complaint()).contains("The ledger file " + file + " is a folder");
    }

    @Test
    void aDamagedFileIsReported() throws IOException {
        assertThat(call().exit()).isZero();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int page = 0; page < channel.size() / 4096; page++) {
                channel.write(ByteBuffer.wrap(new byte[] {7, 7, 7, 7, 7, 7, 7, 7}), page * 4096L + 20);
            }
        }
        told("is damaged or is no ledger");
    }

    @Test
    void aMissingWrongOrShortSecretKeyIsReportedAndTheRightOneWorks() {
        String right = "the right key of the tests";
        assertThat(call("wlcro.ledger.secret-key", right).exit()).isZero();
        told("wlcro.ledger.secret-key is not set");
        told("is not the key that the ledger was written with", "wlcro.ledger.secret-key", "another key of the tests");
        told("too short", "wlcro.ledger.secret-key", "short");
        Terminal again = call("wlcro.ledger.secret-key", right);
        assertThat(again.exit()).isZero();
        assertThat(again.err()).startsWith("Done before, and not sent again (--force)");
        assertThat(sandbox.stats().requests()).as("the second is a duplicate").isOne();
    }

    @Test
    void aWindowLongerThanTheRetentionIsReported() {
        told("wlcro.idempotency.window must not be longer", "wlcro.idempotency.window", "40d");
    }
}
