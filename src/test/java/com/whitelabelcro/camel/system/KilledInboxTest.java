package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with an inbox is killed in the middle of a file, and started again. */
@SystemTest
class KilledInboxTest {

    private static final int LIMIT = 60;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int ROWS = 150;

    @TempDir
    private Path directory;

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(LIMIT).period(PERIOD).keepBodies(true)
            .latency(Duration.ofMillis(10))));

    @AfterEach
    void end() {
        sandbox.close();
    }

    @Test
    void everyRowIsAppliedOnceAndTheFileIsMovedToDoneWithItsResult() throws Exception {
        Workplace work = new Workplace(directory, sandbox, LIMIT, PERIOD).with("WLCRO_INBOX_REST", "1s");
        work.contacts("contacts.csv", 1, ROWS);
        Path inbox = Files.createDirectories(directory.resolve("inbox/create-client"));
        Files.writeString(directory.resolve("contacts.csv"),
                Files.readString(directory.resolve("contacts.csv")).replaceFirst("Id,", "external_id,"));
        Files.move(directory.resolve("contacts.csv"), inbox.resolve("contacts.csv"));
        for (long requests : List.of(30L, 90L)) {
            try (Child child = work.start("run", "--inbox", "inbox")) {
                await().pollInterval(Duration.ofMillis(2)).until(() -> sandbox.stats().requests() >= requests || !child.isAlive());
                assertThat(child.isAlive()).as(child.out() + child.err()).isTrue();
                child.kill();
            }
            assertThat(inbox.resolve("contacts.csv")).exists();
        }

        try (Child child = work.start("run", "--inbox", "inbox")) {
            child.logs("see create-client/done/contacts.csv.result.json");
        }

        assertThat(names(inbox)).containsExactly("done");
        assertThat(names(inbox.resolve("done"))).containsExactly("contacts.csv", "contacts.csv.result.json");
        assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, ROWS));
        assertThat(sandbox.stats().requests()).isLessThanOrEqualTo(ROWS + 2L * Workplace.PARALLEL);
        assertThat(sandbox.stats().rejected429()).isZero();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
