package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import of rows without external_id is killed repeatedly, and between the kills something changes that users
 * change: the key of the company, the folder and the name of the file, the mapping, a row, and the day. Nothing is lost or
 * duplicated.
 */
@SystemTest
class KilledAndChangedImportTest {

    private static final int RECORDS = 240;
    private static final int EVERY = 36;
    private static final String OLD_KEY = "wlcro_live_92_old";
    private static final String NEW_KEY = "wlcro_live_92_new";
    private static final Duration A_DAY_AND_MORE = Duration.ofHours(25);

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(300).period(Duration.ofSeconds(5)).keys(OLD_KEY, NEW_KEY)
            .latency(Duration.ofMillis(4)).jitter(Duration.ofMillis(8))));
    private Workplace work;
    private int kills;
    private long before;

    @BeforeEach
    void begin() {
        work = new Workplace(directory, sandbox, 300, Duration.ofSeconds(5)).with("WLCRO_TIMEOUT", "30s")
                .with("WLCRO_API_KEY", OLD_KEY);
    }

    private void killed(String... command) throws Exception {
        kills++;
        try (Child child = work.start(command)) {
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> sandbox.stats().requests() - before >= (long) kills * EVERY || !child.isAlive());
            assertThat(child.isAlive()).as("it was still at it: %s%s", child.out(), child.err()).isTrue();
            child.kill();
        }
    }

    private void people(String file) throws IOException {
        Files.createDirectories(work.path(file).getParent());
        Files.writeString(work.path(file), "Id,First Name,Last Name,Email,Tel\n" + IntStream.rangeClosed(1, RECORDS)
                .mapToObj(i -> i + ",Ann,Lee" + i + "," + Workplace.email(i) + ",+1555010" + i + "\n")
                .collect(Collectors.joining()));
    }

    private static String[] importOf(String file, String phone) {
        return new String[] {"import", "create-client", file, "--map", "Tel=" + phone};
    }

    @Test
    void peopleExistOnceOrHaveAnUnknownOutcomeWhateverIsChangedBetweenTheKills() throws Exception {
        people("people.csv");
        people("elsewhere/contacts.csv");

        killed(importOf("people.csv", ""));
        work.with("WLCRO_API_KEY", NEW_KEY);
        killed(importOf("people.csv", ""));
        killed(importOf("elsewhere/contacts.csv", ""));
        work.lies(A_DAY_AND_MORE);
        killed(importOf("people.csv", "phone"));
        work.with("WLCRO_API_KEY", OLD_KEY);
        killed(importOf("elsewhere/contacts.csv", "phone"));
        work.lies(A_DAY_AND_MORE);
        Terminal last = work.runHere(importOf(work.path("people.csv").toString(), "phone"));

        assertThat(last.exit()).as("those of the first mapping are refused: %s%s", last.out(), last.err()).isOne();
        assertThat(last.out()).contains("Conflict: ").containsPattern("entry \\d+-\\d+, client \\d+");
        List<String> there = Workplace.emailsAt(sandbox);
        assertThat(there).doesNotHaveDuplicates();
        TreeSet<String> missing = new TreeSet<>(Workplace.emails(1, RECORDS));
        there.forEach(missing::remove);
        assertThat(missing.size()).isLessThanOrEqualTo((int) work.entries("unknown"))
                .isLessThanOrEqualTo(kills * Workplace.PARALLEL);
        String failed = last.out().replaceAll("(?s).*To be corrected and imported again: (\\S+).*", "$1");
        assertThat(Files.readString(Path.of(failed))).as("each of them is reported").contains(missing);
        assertThat(work.entries("in-flight")).isZero();
        nothingWasOverTheLimitOrRepeated();
    }

    @Test
    void notesAreCreatedAsOftenAsTheFileContainsThemWhateverIsChangedBetweenTheKills() throws Exception {
        List<String> clients = clients(10);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            // Each of a hundred notes is intended three times.
            rows.add(clients.get(i % 10) + ",note " + i % 100 / 10);
        }
        String[] command = {"import", "add-client-note", "notes.csv"};

        notes(rows);
        killed(command);
        work.with("WLCRO_API_KEY", NEW_KEY);
        work.lies(A_DAY_AND_MORE);
        killed(command);
        Collections.reverse(rows);
        notes(rows);
        killed(command);
        work.lies(A_DAY_AND_MORE);
        notes(rows.subList(1, RECORDS));
        killed(command);
        work.with("WLCRO_API_KEY", OLD_KEY);
        notes(rows);
        Terminal last = work.runHere("import", "add-client-note", work.path("notes.csv").toString());

        assertThat(last.out()).contains("Continues the import of notes.csv begun at ").contains(" sent before");
        Map<String, Long> made = sandbox.records().stream()
                .flatMap(client -> client.notes().stream().map(note -> client.id() + "," + note.fields().get("text")))
                .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        assertThat(made).hasSizeLessThanOrEqualTo(100);
        assertThat(made.values()).allMatch(times -> times <= 3);
        long there = made.values().stream().mapToLong(Long::longValue).sum();
        assertThat(RECORDS - there).isBetween(0L, work.entries("unknown"));
        assertThat(work.entries("unknown")).isLessThanOrEqualTo(kills * Workplace.PARALLEL);
        nothingWasOverTheLimitOrRepeated();
    }

    private List<String> clients(int number) throws IOException, InterruptedException {
        Files.writeString(work.path("clients.csv"), "first_name,last_name,email\n" + IntStream.range(0, number)
                .mapToObj(i -> "Cy,Orr" + i + ",cy" + i + "@example.com\n").collect(Collectors.joining()));
        assertThat(work.runHere("import", "create-client", work.path("clients.csv").toString()).exit()).isZero();
        before = sandbox.stats().requests();
        return sandbox.records().stream().map(SandboxRecord::id).map(String::valueOf).toList();
    }

    private void notes(List<String> rows) throws IOException {
        Files.writeString(work.path("notes.csv"), "client_id,text\n" + String.join("\n", rows) + "\n");
    }

    private void nothingWasOverTheLimitOrRepeated() {
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(sandbox.stats().requests() - before).isLessThanOrEqualTo(RECORDS);
    }
}
