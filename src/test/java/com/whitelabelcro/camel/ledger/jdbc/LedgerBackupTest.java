package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failed;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a ledger in use can be restored; records whose outcome it cannot know are held. */
@SystemTest
class LedgerBackupTest {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private static void send(Ledger ledger, LedgerRequest record) throws Exception {
        get(ledger.end(((BeginResult.Send) get(ledger.begin(record))).lease(), done("{\"client_id\":1}")));
    }

    private static void fail(Ledger ledger, LedgerRequest record) throws Exception {
        get(ledger.end(((BeginResult.Send) get(ledger.begin(record.kept()))).lease(), failed()));
    }

    @Test
    void afterARestoreEndedRecordsAreKnownAndUnfinishedOnesAreHeld() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            LedgerBackup backup = new LedgerBackup(home.config());
            try (JdbcLedger ledger = home.open()) {
                send(ledger, record("done", "1"));
                get(ledger.begin(record("in flight", "2")));
                get(ledger.begin(once("in flight once", "3")));
                get(ledger.queue().accept(List.of(QueuedRecord.of(record("queued", "4")))));
                get(ledger.queue().accept(List.of(QueuedRecord.of(once("queued once", "5")))));
                assertThat(backup.backUp(copy)).isEqualTo(Files.size(copy));
                send(ledger, record("after the backup", "6"));
                assertThatThrownBy(() -> backup.restore(copy, PERIOD, home.time.clocks().wall().instant())).isInstanceOf(LedgerException.class)
                        .hasMessageContaining("A process uses the ledger");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("rw-------");

            LedgerBackup.Restored restored = backup.restore(copy, PERIOD, home.time.clocks().wall().instant());

            assertThat(restored.held()).isEqualTo(4);
            assertThat(restored.former()).exists();
            try (JdbcLedger ledger = home.open()) {
                assertThat(get(ledger.begin(record("done", "1")))).isInstanceOf(BeginResult.Duplicate.class);
                assertThat(get(ledger.begin(record("after the backup", "6")))).isInstanceOf(BeginResult.Send.class);
                assertThat(get(ledger.failed().page(FailedFilter.all(), Optional.empty(), 10)))
                        .allMatch(each -> each.failure().isHeld())
                        .extracting(each -> each.state() + " " + each.failure().kind())
                        .containsExactlyInAnyOrder(
                                EntryState.FAILED + " " + Failure.RESTORED, EntryState.FAILED + " " + Failure.RESTORED,
                                EntryState.UNKNOWN + " OutcomeUnknown", EntryState.UNKNOWN + " OutcomeUnknown");
                assertThat(get(ledger.queue().lengths())).isEmpty();
            }
        }
    }

    @Test
    void recordsThatARestoreTookOutOfTheQueueNoLongerCountForTheirCaller() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.use(home.config().withQueueMax(2));
            LedgerBackup backup = new LedgerBackup(home.config());
            try (JdbcLedger ledger = home.open()) {
                assertThat(get(ledger.queue().accept(List.of(ofCaller("1")), 50)).isStored()).isTrue();
                assertThat(get(ledger.queue().accept(List.of(ofCaller("2")), 50)).isFull()).isTrue();
                backup.backUp(copy);
            }
            backup.restore(copy, PERIOD, home.time.clocks().wall().instant());
            try (JdbcLedger ledger = home.open()) {
                assertThat(get(ledger.queue().accept(List.of(ofCaller("3")), 50)).isStored()).isTrue();
            }
        }
    }

    private static QueuedRecord ofCaller(String identity) {
        return new QueuedRecord(record(identity, identity), Optional.of("website"), Optional.empty(), Map.of());
    }

    @Test
    void aFailedRecordIsHeldTooBecauseItMayHaveBeenSentSince() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            LedgerBackup backup = new LedgerBackup(home.config());
            try (JdbcLedger ledger = home.open()) {
                fail(ledger, record("ann", "1"));
                fail(ledger, once("bob", "2"));
                backup.backUp(copy);
            }
            assertThat(backup.restore(copy, PERIOD, home.time.clocks().wall().instant()).held()).isEqualTo(2);
            try (JdbcLedger ledger = home.open()) {
                assertThat(get(ledger.failed().page(FailedFilter.all(), Optional.empty(), 10)))
                        .extracting(each -> each.failure().kind()).containsExactlyInAnyOrder(Failure.RESTORED, "OutcomeUnknown");
            }
        }
    }

    @Test
    void onlyABackupIsRestoredAndNoFileIsOverwritten() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.open().close();
            LedgerBackup backup = new LedgerBackup(home.config());
            Path text = Files.writeString(folder.resolve("text.txt"), "not a ledger");
            byte[] before = Files.readAllBytes(home.file());

            assertThatThrownBy(() -> backup.backUp(text)).hasMessageContaining("exists already");
            assertThatThrownBy(() -> backup.restore(text, PERIOD, Instant.now())).hasMessageContaining("not a copy of a ledger");
            assertThatThrownBy(() -> backup.restore(folder.resolve("none.db"), PERIOD, Instant.now()))
                    .hasMessageContaining("There is no file");

            assertThat(text).hasContent("not a ledger");
            assertThat(Files.readAllBytes(home.file())).isEqualTo(before);
            assertThat(home.file().getParent()).isDirectoryNotContaining("glob:**restoring*");
        }
    }
}
