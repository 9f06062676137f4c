package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.Window;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes, one of them the test's own, share the permits and entries of one key and one ledger (row 46 of the list of faults). */
@SystemTest
class TwoImportsTest {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    @Test
    void twoConcurrentImportsStayWithinTheLimitOfTheirKeyAndLoseAndDuplicateNothing() throws Exception {
        try (Sandbox sandbox = sandbox(100)) {
            Workplace work = new Workplace(directory, sandbox, 100, PERIOD).with("WLCRO_TIMEOUT", "30s");
            work.contacts("a.csv", 1, 200);
            work.contacts("b.csv", 201, 400);

            try (Child a = work.start(Workplace.importOf("a.csv", false))) {
                CompletableFuture<Terminal> b = work.startHere(work.importHere("b.csv", true));
                for (Terminal end : new Terminal[] {a.end(), b.get()}) {
                    assertThat(end.exit()).as(end.out() + end.err()).isZero();
                    assertThat(end.out()).contains("200 rows: 200 done");
                }
            }

            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 400));
            assertThat(sandbox.stats().rejected429()).isZero();
            assertThat(sandbox.stats().requests()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsThatTwoConcurrentImportsHaveInCommonAreSentOnceAlsoWithoutAnExternalId(boolean known) throws Exception {
        try (Sandbox sandbox = sandbox(1_000)) {
            Workplace work = new Workplace(directory, sandbox, 1_000, PERIOD).with("WLCRO_TIMEOUT", "30s");
            work.contacts("a.csv", 1, 300);
            work.contacts("b.csv", 101, 400);

            try (Child a = work.start(Workplace.importOf("a.csv", known))) {
                // Wait until the other process, which takes longer to start, also sends requests.
                await().pollInterval(Duration.ofMillis(5)).until(() -> sandbox.stats().requests() > 0);
                CompletableFuture<Terminal> b = work.startHere(work.importHere("b.csv", known));
                assertThat(a.end().exit()).isZero();
                assertThat(b.get().exit()).isZero();
            }

            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 400));
            assertThat(sandbox.stats().requests()).as("the common rows were sent once").isEqualTo(400);
        }
    }

    @Test
    void anImportOfAFileThatAnotherProcessIsImportingContinuesThatImport() throws Exception {
        try (Sandbox sandbox = sandbox(1_000)) {
            Workplace work = new Workplace(directory, sandbox, 1_000, PERIOD).with("WLCRO_TIMEOUT", "30s");
            work.contacts("clients.csv", 1, 1);
            work.runHere(work.importHere("clients.csv", false));
            String note = sandbox.records().get(0).id() + ",called\n";
            Files.writeString(work.path("notes.csv"), "client_id,text\n" + note.repeat(200));

            try (Child a = work.start("import", "add-client-note", "notes.csv")) {
                await().until(() -> sandbox.stats().requests() > 20);
                CompletableFuture<Terminal> b = work.startHere("import", "add-client-note", work.path("notes.csv").toString());
                assertThat(a.end().exit()).isZero();
                assertThat(b.get().out()).contains("Continues the import of notes.csv begun at ");
            }

            assertThat(sandbox.records().get(0).notes()).hasSize(200);
        }
    }

    private static Sandbox sandbox(int limit) {
        return Sandbox.start(SandboxConfig.of(c -> c.limit(limit).period(PERIOD).window(Window.Kind.SLIDING)
                .latency(Duration.ofMillis(3)).jitter(Duration.ofMillis(10))));
    }
}
