package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.ChildJvm;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.BufferedReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A process that is killed at any moment loses nothing that it confirmed, and only records in flight have an unknown outcome. */
@SystemTest
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 5);

    private final Set<String> begun = new HashSet<>();
    private final Set<String> requested = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();

    @Test
    void onAFile() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            killAndCheck(home);
        }
    }

    @Test
    void onPostgres() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.POSTGRES)) {
            killAndCheck(home);
        }
    }

    private void killAndCheck(LedgerHome home) throws Exception {
        Random random = new Random(42);
        for (int run = 0; run < KILLS; run++) {
            kill(home.config().url(), "run" + run, 1 + random.nextInt(1_000));
        }
        // No lease has expired yet: the ledger sees that the processes are dead.
        try (RealEnvironment environment = new RealEnvironment(InstantSource.system());
                Ledger ledger = JdbcLedger.open(home.config(), environment.get())) {
            get(ledger.permits().used(LedgerRequests.KEY, 1));
            check(ledger);
        }
    }

    private void kill(String url, String run, int lines) throws Exception {
        List<String> command = ChildJvm.command();
        command.addAll(List.of(KilledChild.class.getName(), url, run));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = child.inputReader()) {
            for (int i = 0; i < lines; i++) {
                note(said.readLine());
            }
            // Not Process.destroyForcibly: that would close the stream, and the last output of the child would be lost.
            child.toHandle().destroyForcibly();
            said.lines().forEach(this::note);
        }
        child.waitFor();
    }

    private void note(String line) {
        if (line.startsWith("begun ")) {
            begun.add(line.substring(6));
        } else if (line.startsWith("requested ")) {
            assertThat(requested.add(line.substring(10))).as("requested once: %s", line).isTrue();
        } else if (line.startsWith("confirmed ")) {
            confirmed.add(line.substring(10));
        }
    }

    private void check(Ledger ledger) throws Exception {
        assertThat(confirmed).isNotEmpty();
        List<FailedRecord> listed = listed(ledger);
        int doubtful = 0;
        for (String key : begun) {
            BeginResult result = get(ledger.begin(once(key, "a")));
            if (confirmed.contains(key)) {
                assertThat(result).as(key).hasFieldOrPropertyWithValue("answer", answer("answer-" + key));
            } else if (requested.contains(key)) {
                assertThat(result).as(key).isNotInstanceOf(BeginResult.Send.class);
            }
            doubtful += result instanceof BeginResult.EarlierOutcomeUnknown ? 1 : 0;
        }
        assertThat(listed).filteredOn(each -> each.state() == EntryState.UNKNOWN).hasSizeGreaterThanOrEqualTo(doubtful);
        assertThat(listed.size()).as("in flight at the kills").isLessThanOrEqualTo(KILLS * 16);
    }

    private static List<FailedRecord> listed(Ledger ledger) throws Exception {
        List<FailedRecord> listed = new ArrayList<>();
        List<FailedRecord> page = get(ledger.failed().page(FailedFilter.all(), Optional.empty(), 500));
        while (!page.isEmpty()) {
            listed.addAll(page);
            page = get(ledger.failed().page(FailedFilter.all(), Optional.of(page.get(page.size() - 1)), 500));
        }
        return listed;
    }
}
