package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With an unusable ledger nothing is sent, one line says what to do, and after that was done the same
 * command completes (row 44 of the list of faults).
 */
@SystemTest
class BadLedgerTest {

    private static final String[] IMPORT = Workplace.importOf("contacts.csv", true);
    private static final String[] CALL = {"call", "create-lead",
        "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\",\"external_id\":\"x\"}"};

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000).latency(Duration.ofMillis(4))));
    private Workplace work;

    @BeforeEach
    void begin() {
        work = new Workplace(directory, sandbox, 1_000, Duration.ofSeconds(2));
    }

    /** How a ledger file may have been damaged, and the expected message. */
    enum Harm {
        FLIPPED("is damaged or is no ledger") {
            @Override
            void to(Path ledger) throws IOException {
                byte[] bytes = Files.readAllBytes(ledger);
                Arrays.fill(bytes, 100, 4_000, (byte) 0x5A);
                Files.write(ledger, bytes);
            }
        },
        TRUNCATED("is damaged or is no ledger") {
            @Override
            void to(Path ledger) throws IOException {
                Files.write(ledger, Arrays.copyOf(Files.readAllBytes(ledger), 5_000));
            }
        },
        ANOTHER_FILE("is damaged or is no ledger") {
            @Override
            void to(Path ledger) throws IOException {
                Files.writeString(ledger, "first_name,last_name\n".repeat(500));
            }
        },
        NEWER("newer version") {
            @Override
            void to(Path ledger) throws SQLException {
                try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                        var statement = connection.createStatement()) {
                    statement.execute("UPDATE wlcro_meta SET number = 99 WHERE name = 'schema'");
                }
            }
        };

        private final String told;

        Harm(String told) {
            this.told = told;
        }

        abstract void to(Path ledger) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void aDamagedLedgerIsRefusedAndARestoredOneIsUsedAgain(Harm harm) throws Exception {
        assertThat(work.runHere(CALL).exit()).isZero();
        Path backup = Files.copy(work.ledger(), work.path("backup.db"));
        harm.to(work.ledger());

        refused(work.runHere(CALL), harm.told);

        assertThat(sandbox.stats().requests()).isOne();
        Files.move(backup, work.ledger(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(work.runHere(CALL).exit()).isZero();
        assertThat(sandbox.stats().requests()).as("the record is a duplicate").isOne();
    }

    @ParameterizedTest
    @CsvSource({"jdbc:h2:mem:x, must begin with jdbc:sqlite:", "jdbc:sqlite:/proc, is a folder",
        "jdbc:sqlite:/proc/wlcro.db, cannot be created", "jdbc:sqlite:/dev/null/wlcro.db, cannot be created",
        "jdbc:postgresql://127.0.0.1:1/nowhere, cannot be reached"})
    void anInvalidLedgerUrlIsReportedAndTheRightOneWorks(String url, String told) {
        refused(work.with("WLCRO_LEDGER_URL", url).runHere(CALL), told);

        assertThat(sandbox.stats().requests()).isZero();
        assertThat(work.with("WLCRO_LEDGER_URL", "jdbc:sqlite:" + work.ledger()).runHere(CALL).exit()).isZero();
        assertThat(sandbox.stats().created()).isOne();
    }

    @Test
    void aMissingAndAWrongEncryptionKeyAreReportedAndTheRightOneWorks() {
        String key = "a key of more than sixteen characters";
        assertThat(work.with("WLCRO_LEDGER_SECRET_KEY", key).runHere(CALL).exit()).isZero();

        refused(work.with("WLCRO_LEDGER_SECRET_KEY", "").runHere(CALL), "wlcro.ledger.secret-key is not set");
        Terminal wrong = work.with("WLCRO_LEDGER_SECRET_KEY", key + "!").runHere(CALL);
        refused(wrong, "is not the key that the ledger was written with");

        assertThat(wrong.err()).doesNotContain(key);
        assertThat(work.with("WLCRO_LEDGER_SECRET_KEY", key).runHere(CALL).exit()).isZero();
        assertThat(sandbox.stats().requests()).as("the record is a duplicate").isOne();
    }

    @ParameterizedTest
    @CsvSource({"r-x------, rw-------", "r-x------, r--------"})
    void withoutWriteAccessToTheFileOrItsFolderNothingIsSent(String folder, String file) throws Exception {
        assertThat(work.runHere(CALL).exit()).isZero();
        work.contacts("contacts.csv", 1, 3);
        Files.setPosixFilePermissions(work.ledger(), PosixFilePermissions.fromString(file));
        Files.setPosixFilePermissions(work.ledger().getParent(), PosixFilePermissions.fromString(folder));
        try (Child child = work.startUnder(asAnyUser(), IMPORT)) {
            refused(child.end(), "cannot be written");
        }
        assertThat(sandbox.stats().requests()).isOne();

        Files.setPosixFilePermissions(work.ledger().getParent(), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(work.ledger(), PosixFilePermissions.fromString("rw-------"));
        completes(work, 4);
    }

    /** File modes do not restrict root, unless it drops the capability to override them. */
    private static List<String> asAnyUser() {
        String capabilities = "-dac_override,-dac_read_search";
        return System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--bounding-set=" + capabilities, "--inh-caps=" + capabilities) : List.of();
    }

    @Test
    void aFullDiskIsReportedNothingIsSentAndTheSameCommandCompletesLater() throws Exception {
        work.contacts("contacts.csv", 1, 900);
        // No file may exceed this many KB: the ledger reaches the limit after some hundred records.
        try (Child child = work.startUnder(List.of("bash", "-c", "ulimit -f 2000; exec \"$@\"", "limited"), IMPORT)) {
            child.logs("The ledger cannot be written");
            child.signal("INT");
            Terminal end = child.end();
            assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(130);
            assertThat(end.out()).contains("Stopped: ").contains("not sent");
        }
        assertThat(sandbox.stats().created()).isBetween(1L, 899L);
        completes(work, 900);
    }

    @Test
    void aFileThatIsTakenAwayInTheMiddleLetsNothingBeSentUntilItIsBackAndTheSameCommandCompletes()
            throws Exception {
        work.contacts("contacts.csv", 1, 900);
        Path aside = work.path("aside.db");
        try (Child child = work.start(IMPORT)) {
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> sandbox.stats().requests() >= 100);
            Files.move(work.ledger(), aside);
            child.logs("deleted or replaced");
            // The outcomes of records in flight are stored later; no other record is begun.
            assertThat(sandbox.stats().requests()).isLessThan(900);
            Files.move(aside, work.ledger());
            Terminal end = child.end();
            // A record that began meanwhile was refused, which stopped the import; otherwise the import continued.
            if (end.exit() != 0) {
                assertThat(end.out()).containsPattern("Stopped: .*deleted or replaced").contains("not sent");
            }
        }
        completes(work, 900);
    }

    private static void refused(Terminal end, String told) {
        assertThat(end.exit()).as(end.out() + end.err()).isEqualTo(2);
        assertThat(end.complaint()).contains(told);
    }

    /** Runs the import and asserts that each record exists exactly once, whatever happened before. */
    private void completes(Workplace where, int records) throws Exception {
        Terminal end = where.runHere(where.importHere("contacts.csv", true));
        assertThat(end.exit()).as(end.out() + end.err()).isZero();
        assertThat(sandbox.stats().created()).isEqualTo(records);
        assertThat(Workplace.emailsAt(sandbox)).doesNotHaveDuplicates().hasSize(records);
    }
}
