package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.ChildJvm;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row 40, among failed records and purges ({@code mvn -Pkills verify}). */
class HousekeepingLong {

    private static final int KILLS = 40;

    private final Map<String, Set<String>> said = new HashMap<>();

    @Test
    void aProcessThatIsKilledWhileItStoresDiscardsAndPurgesHasDoneExactlyWhatItReported() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            Random random = new Random(42);
            for (int run = 0; run < KILLS; run++) {
                kill(home.config().url(), "run" + run, 1 + random.nextInt(400));
            }
            try (RealEnvironment environment = new RealEnvironment(InstantSource.system());
                    Ledger ledger = JdbcLedger.open(home.config(), environment.get())) {
                for (String id : said.get("added")) {
                    check(id, get(ledger.failed().show(EntryId.parse(id).orElseThrow())));
                }
            }
            isSound(home.file());
        }
    }

    /** A discarded record is purged sooner or later; any other record is never lost, only its body is purged. */
    private void check(String id, Optional<FailedRecord> found) {
        if (said.getOrDefault("discarded", Set.of()).contains(id)) {
            assertThat(found.filter(each -> each.state() != EntryState.DISCARDED)).as(id).isEmpty();
        } else if (!said.getOrDefault("discarding", Set.of()).contains(id)) {
            assertThat(found.map(FailedRecord::state)).as(id).contains(EntryState.FAILED);
        }
    }

    private void kill(String url, String run, int lines) throws Exception {
        List<String> command = ChildJvm.command();
        command.addAll(List.of(HousekeepingChild.class.getName(), url, run));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = child.inputReader()) {
            for (int i = 0; i < lines; i++) {
                note(out.readLine());
            }
            // Not Process.destroyForcibly: that would close the stream, and the last output of the child would be lost.
            child.toHandle().destroyForcibly();
            out.lines().forEach(this::note);
        }
        child.waitFor();
    }

    private void note(String line) {
        String[] words = line.split(" ");
        if (words.length == 2 && EntryId.parse(words[1]).isPresent()) {
            said.computeIfAbsent(words[0], each -> new HashSet<>()).add(words[1]);
        }
    }

    private static void isSound(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA integrity_check")) {
            assertThat(row.getString(1)).isEqualTo("ok");
        }
    }
}
