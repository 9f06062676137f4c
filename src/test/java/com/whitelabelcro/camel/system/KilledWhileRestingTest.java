package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An import that is killed while its records wait for their retry after they were refused without being processed:
 * the same command sends them, and none has an unknown outcome. They have no {@code external_id}.
 */
@SystemTest
class KilledWhileRestingTest {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"503, 5", "429, 1"})
    void aRecordThatWaitedForItsRetryWhenItsProcessWasKilledIsSent(int status, int records) throws Exception {
        Workplace work = new Workplace(directory, sandbox, 100, Duration.ofSeconds(1));
        work.contacts("contacts.csv", 1, records);
        sandbox.script(Stream.generate(() -> ScriptedAnswer.of(status, "Retry-After", "60")).limit(records)
                .toArray(ScriptedAnswer[]::new));
        try (Child child = work.start(Workplace.importOf("contacts.csv", false))) {
            await().until(
                    () -> work.entriesWhere("state = 'in-flight' AND sent = 0 AND attempts = 1") == records);
            child.kill();
        }
        assertThat(sandbox.stats().requests()).isEqualTo(records);

        Terminal last = work.runHere(work.importHere("contacts.csv", false));

        assertThat(last.exit()).as(last.out() + last.err()).isZero();
        assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, records));
        assertThat(work.entriesWhere("state = 'unknown'")).isZero();
        assertThat(sandbox.stats().requests()).isEqualTo(2L * records);
    }
}
