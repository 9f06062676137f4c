package com.whitelabelcro.camel.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.app.Terminal;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.Window;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 46: two processes on one machine with one key and one ledger file share its permits and its memory. */
class TwoImportsTest {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    @Test
    void twoImportsAtOnceStayWithinTheLimitOfTheirKeyAndLoseAndDoubleNothing() throws Exception {
        try (Sandbox sandbox = sandbox(100)) {
            Workplace work = new Workplace(directory, sandbox, 100, PERIOD);
            work.contacts("a.csv", 1, 500);
            work.contacts("b.csv", 501, 1_000);

            try (Child a = work.start(Workplace.importOf("a.csv", false));
                    Child b = work.start(Workplace.importOf("b.csv", true))) {
                for (Child each : new Child[] {a, b}) {
                    Terminal end = each.end();
                    assertThat(end.exit()).as(end.out() + end.err()).isZero();
                    assertThat(end.out()).contains("500 rows: 500 done");
                }
            }

            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 1_000));
            assertThat(sandbox.stats().rejected429()).isZero();
            assertThat(sandbox.stats().requests()).isEqualTo(1_000);
        }
    }

    @Test
    void whatTwoImportsAtOnceHaveInCommonIsSentByOneOfThem() throws Exception {
        try (Sandbox sandbox = sandbox(1_000)) {
            Workplace work = new Workplace(directory, sandbox, 1_000, PERIOD);
            work.contacts("a.csv", 1, 300);
            work.contacts("b.csv", 101, 400);

            try (Child a = work.start(Workplace.importOf("a.csv", true));
                    Child b = work.start(Workplace.importOf("b.csv", true))) {
                assertThat(a.end().exit()).isZero();
                assertThat(b.end().exit()).isZero();
            }

            assertThat(Workplace.emailsAt(sandbox)).containsExactlyInAnyOrderElementsOf(Workplace.emails(1, 400));
            assertThat(sandbox.stats().requests()).as("those in common were sent once").isEqualTo(400);
        }
    }

    private static Sandbox sandbox(int limit) {
        return Sandbox.start(SandboxConfig.of(c -> c.limit(limit).period(PERIOD).window(Window.Kind.SLIDING)
                .latency(Duration.ofMillis(3)).jitter(Duration.ofMillis(10))));
    }
}
