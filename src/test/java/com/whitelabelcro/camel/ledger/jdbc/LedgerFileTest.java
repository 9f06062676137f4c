package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every problem with the ledger's file is reported in one clear message, and nothing is sent. */
@SystemTest
class LedgerFileTest {

    private static LedgerException refusal(LedgerHome home) {
        try {
            home.open();
        } catch (LedgerException e) {
            return e;
        }
        throw new AssertionError("It opened");
    }

    private static LedgerException refusal(CompletionStage<?> stage) throws Exception {
        try {
            get(stage);
        } catch (ExecutionException e) {
            return (LedgerException) e.getCause();
        }
        throw new AssertionError("It was done");
    }

    private static void sql(LedgerHome home, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.file());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void theLedgerFilesAreReadableByTheirOwnerOnly() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE); JdbcLedger ledger = home.open()) {
            get(ledger.begin(record("ann", "a")));
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path file = home.file().resolveSibling(home.file().getFileName() + suffix);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(suffix).isEqualTo("rw-------");
            }
        }
    }

    /** SQLite removes it when the last process closes the ledger, perhaps at the moment at which the next one opens it. */
    @Test
    void aLogThatAnotherProcessRemovesMeanwhileIsNoProblem() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.open().close();
            Path log = home.file().resolveSibling(home.file().getFileName() + "-wal");
            AtomicBoolean ended = new AtomicBoolean();
            Thread other = new Thread(() -> {
                while (!ended.get()) {
                    try {
                        Files.createFile(log);
                        Files.delete(log);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            other.start();
            try {
                for (int i = 0; i < 5_000; i++) {
                    LedgerFile.prepare(home.file());
                }
            } finally {
                ended.set(true);
                other.join();
            }
        }
    }

    @Test
    void theAccessOfOtherUsersToTheFileIsRemoved() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.open().close();
            Files.setPosixFilePermissions(home.file(), PosixFilePermissions.fromString("rw-r--r--"));
            home.open();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theDatabaseIsFullySynchronousAndUsesAWriteAheadLog() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE);
                Connection connection = Dialects.of(home.config()).open();
                Statement statement = connection.createStatement()) {
            for (String[] each : new String[][] {{"synchronous", "2"}, {"journal_mode", "wal"}}) {
                try (ResultSet row = statement.executeQuery("PRAGMA " + each[0])) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo(each[1]);
                }
            }
        }
    }

    @Test
    void aLedgerOfANewerVersionIsRefused() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.open().close();
            sql(home, "UPDATE wlcro_meta SET number = 99 WHERE name = 'schema'");
            LedgerException refusal = refusal(home);
            assertThat(refusal.reason()).isEqualTo(Reason.SETTINGS);
            assertThat(refusal).hasMessageContaining("newer version").hasMessageContaining("99");
        }
    }

    @Test
    void aFileThatIsMovedAwayIsNoticedWithinSecondsAlthoughNothingIsWritten() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE); JdbcLedger ledger = home.open()) {
            get(ledger.begin(record("ann", "a")));
            assertThat(ledger.failure()).isEmpty();

            Files.move(home.file(), home.file().resolveSibling("aside.db"));

            await().until(() -> ledger.failure().isPresent());
            assertThat(ledger.failure().orElseThrow().reason()).isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void aLedgerThatIsOpenedAgainIsNotMigratedAgainAndKeepsItsEntries() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            try (JdbcLedger ledger = home.open()) {
                EntryLease entry = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
                get(ledger.end(entry, done("1")));
            }
            assertThat(get(home.open().begin(record("ann", "a")))).isInstanceOf(BeginResult.Duplicate.class);
        }
    }

    @Test
    void aFileThatIsNotALedgerIsRefusedAndNotChanged() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            Files.createDirectories(home.file().getParent());
            byte[] text = "first_name,last_name\n".repeat(500).getBytes(StandardCharsets.UTF_8);
            Files.write(home.file(), text);
            assertThat(refusal(home).reason()).isEqualTo(Reason.DAMAGED);
            assertThat(Files.readAllBytes(home.file())).isEqualTo(text);
        }
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.open().close();
            byte[] bytes = Files.readAllBytes(home.file());
            java.util.Arrays.fill(bytes, 100, 4_000, (byte) 0x5A);
            Files.write(home.file(), bytes);
            assertThat(refusal(home).reason()).isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void aFolderThatCannotBeCreatedIsReportedWithoutAPath() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.use(home.config().withUrl("jdbc:sqlite:/dev/null/data/wlcro.db"));
            assertThat(refusal(home).reason()).isEqualTo(Reason.NOT_WRITABLE);
        }
    }

    @Test
    void aReadOnlyFileIsReportedAsSuch() {
        // Whoever runs the tests may write every file, except in the file system of the Java runtime.
        Path readOnly = Path.of(URI.create("jrt:/java.base/module-info.class"));
        assertThatThrownBy(() -> LedgerFile.prepare(readOnly)).isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("module-info.class cannot be written", "may write the file and its folder", "WLCRO_HOME");
    }

    @Test
    void aLedgerThatMayOnlyBeReadSendsNothing() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            FaultyDialect database = new FaultyDialect(Dialects.of(home.config()));
            JdbcLedger ledger = home.open(database);
            get(ledger.permits().used(LedgerRequests.KEY, 1));
            database.next("PRAGMA query_only = 1");
            assertThat(refusal(ledger.begin(record("ann", "a"))).reason()).isEqualTo(Reason.NOT_WRITABLE);
        }
    }

    @Test
    void onAFullDiskNothingIsSentAndNothingElseIsLost() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            FaultyDialect database = new FaultyDialect(Dialects.of(home.config()));
            JdbcLedger ledger = home.open(database);
            EntryLease entry = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
            database.next("PRAGMA max_page_count = 1");
            LedgerException refusal = refusal(ledger.begin(record("bob", "x".repeat(100_000))));
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_WRITABLE);
            assertThat(refusal).hasMessageContaining("disk is not full").hasNoCause();
            CompletionStage<Boolean> ended = ledger.end(entry, done("y".repeat(100_000)));
            database.next("PRAGMA max_page_count = 1000000");
            assertThat(get(ended)).isTrue();
        }
    }

    @Test
    void aFileThatWasMovedOrDeletedIsNoLongerWritten() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            JdbcLedger ledger = home.open();
            get(ledger.begin(record("ann", "a")));
            Files.delete(home.file());
            LedgerException refusal = refusal(ledger.begin(record("bob", "a")));
            assertThat(refusal).hasMessageContaining("deleted or replaced");
        }
    }

    @Test
    void writesCheckpointsAndClosesOfOtherProcessesAreNotMistakenForALoss() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            JdbcLedger ledger = home.open();
            for (String mode : List.of("PASSIVE", "RESTART", "TRUNCATE")) {
                get(ledger.begin(record("ann" + mode, "a")));
                sql(home, "UPDATE wlcro_meta SET number = number + 1 WHERE name = 'owner'", "PRAGMA wal_checkpoint(" + mode + ")");
                home.open().close();
                assertThat(get(ledger.begin(record("bob" + mode, "a")))).isInstanceOf(BeginResult.Send.class);
            }
        }
    }

    @Test
    void invalidUrlsAreReported() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            for (String url : List.of("", "jdbc:h2:mem:x", "jdbc:sqlite:", "jdbc:sqlite:file:x?mode=memory",
                    "jdbc:sqlite::resource:x", "jdbc:sqlite:x?journal_mode=OFF", "mysql")) {
                home.use(home.config().withUrl(url));
                assertThat(refusal(home).reason()).as(url).isEqualTo(Reason.SETTINGS);
            }
        }
    }

    @Test
    void anSqlErrorIsReportedWithoutTheMessageOfTheDriver() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            JdbcLedger ledger = home.open();
            get(ledger.begin(record("ann", "a")));
            sql(home, "DROP TABLE wlcro_entry");
            LedgerException refusal = refusal(ledger.begin(record("bob", "a")));
            assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
            assertThat(refusal).hasNoCause().hasMessageNotContaining("wlcro_entry");
        }
    }
}
