package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wlcro call}, and what all commands have in common: mistakes are reported in one line, with an exit code. */
class CallTest {

    private static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    private Terminal runWith(String key, String input, String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", key, "wlcro.base-url", sandbox.baseUrl().toString()), input,
                arguments);
    }

    private Terminal run(String... arguments) {
        return runWith(SandboxConfig.DEFAULT_KEY, "", arguments);
    }

    @Test
    void theAnswerIsPrintedAsJson() {
        Terminal terminal = run("call", "create-lead", ANN);
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out()).matches(
                "\\{\"client_id\":\\d+,\"status\":\"Lead - New\",\"created_utc\":\"[^\"]+\"}\\R");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void aForcedRecordIsSentAlthoughItWasAppliedBefore() {
        String known = ANN.replace("}", ",\"external_id\":\"x_1\"}");
        for (int i = 0; i < 2; i++) {
            Terminal terminal = Terminal.run(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url",
                    sandbox.baseUrl().toString(), "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")),
                    "", "call", "create-lead", known, "--force");
            assertThat(terminal.exit()).isZero();
            assertThat(terminal.err()).isEmpty();
        }
        assertThat(sandbox.stats().requests()).isEqualTo(2);
    }

    @Test
    void aBooleanMayBeWrittenInSeveralForms() {
        run("call", "create-affiliate", ANN);
        int id = 10_001;
        Terminal terminal = run("call", "update-affiliate",
                "{\"employee_id\":" + id + ",\"is_active\":\"NO\",\"is_approved\":1}");
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        assertThat(sandbox.records().get(0).fields()).containsEntry("is_active", false).containsEntry("is_approved", true);
        assertThat(run("call", "update-affiliate", "{\"employee_id\":" + id + ",\"is_active\":\"on\"}").complaint())
                .contains("is_active must be");
    }

    @Test
    void theFieldsMayBePipedIn() {
        assertThat(runWith(SandboxConfig.DEFAULT_KEY, ANN, "call", "create-lead", "-").exit()).isZero();
        assertThat(runWith(SandboxConfig.DEFAULT_KEY, ANN, "call", "create-lead").exit()).isZero();
        assertThat(sandbox.records()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"first_name\":\"Ann\"}", "{\"frist_name\":\"ann@example.com\"}"})
    void anInvalidRecordFailsWithoutARequest(String json) {
        Terminal terminal = runWith(SandboxConfig.DEFAULT_KEY, json, "call", "create-lead");
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.complaint()).startsWith("InvalidRequest: ").doesNotContain("ann@example.com");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web_", "hubspot_null", "web_undefined", "x_NaN", "salesforce_1.02301E+11", "[object Object]"})
    void anExternalIdBuiltFromAMissingValueFailsWithoutARequest(String id) {
        Terminal terminal = run("call", "create-lead", ANN.replace("}", ",\"external_id\":\"" + id + "\"}"));
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.complaint()).startsWith("InvalidRequest: ").contains("wlcro.empty-external-ids=pass");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @Test
    void aFailureOfTheApiIsReportedWithItsMessage() {
        sandbox.script(ScriptedAnswer.of(409, "{\"message\":\"merged elsewhere\"}"));
        Terminal terminal = run("call", "create-lead", ANN);
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.complaint()).startsWith("Conflict: ").contains("merged elsewhere");
    }

    @Test
    void aKeyThatTheApiRefusesEndsWithExitCode3() {
        Terminal terminal = runWith(Terminal.SECRET, "", "call", "create-lead", ANN);
        assertThat(terminal.exit()).isEqualTo(3);
        // The log of these tests goes to the standard output, and says that the connection is suspended.
        assertThat(terminal.out()).doesNotContain("{");
        assertThat(terminal.err()).startsWith("Unauthorized: ");
    }

    @Test
    void anUnknownActionIsReportedWithTheNearestName() {
        Terminal terminal = run("call", "create-leed", ANN);
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("did you mean create-lead?").contains("update-affiliate");
    }

    @Test
    void anUnknownConnectionIsReportedBeforeAnyRequest() {
        Terminal terminal = run("call", "create-lead", ANN, "--connection", "defualt");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).isEqualTo("There is no such connection; did you mean default? (default)");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @Test
    void withASandboxANamedConnectionStaysOnThisMachine() {
        Terminal terminal = Terminal.run(Map.of("wlcro.connections.acme.api-key", Terminal.SECRET,
                "wlcro.connections.acme.base-url", sandbox.baseUrl().toString()), "",
                "call", "create-lead", ANN, "--connection", "acme", "--sandbox");
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        assertThat(sandbox.stats().requests()).as("requests to the server that stands for the real API").isZero();
    }

    @Test
    void anUnreachableUrlIsReportedByItsHost() {
        Terminal terminal = Terminal.run(Map.of("wlcro.api-key", Terminal.SECRET,
                "wlcro.base-url", "https://no-such-host.invalid", "wlcro.retry.max-attempts", "1"), "",
                "call", "create-lead", ANN);
        assertThat(terminal.exit()).isEqualTo(1);
        assertThat(terminal.complaint()).startsWith("Unavailable: ").contains("no-such-host.invalid");
    }

    @Test
    void aKeyAmongTheArgumentsIsNotShown() {
        Terminal terminal = run("call", "create-lead", "-Dwlcro.api-key=" + Terminal.SECRET, ANN);
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains("-D goes before -jar").contains("Try: wlcro call --help");
    }

    @Test
    void aRecordWithoutQuotesIsNotShown() {
        Terminal terminal = run("call", "create-lead", "{first_name:", "ann@example.com}");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains("Quote JSON").doesNotContain("ann@");
    }

    @Test
    void anUnknownCommandIsReportedWithTheNearestName() {
        Terminal terminal = run("imprt");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean import?").contains("Try: wlcro --help");
        assertThat(run("call", "--sandbx=x", "create-lead").err())
                .contains("There is no option --sandbx").doesNotContain("=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "x"})
    void aPortOutOfRangeIsReported(String port) {
        Terminal terminal = run("sandbox", "--port", port);
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.err()).contains("port");
    }

    @Test
    void aPortInUseIsAMistakeReportedInOneLine() {
        Terminal terminal = run("sandbox", "--port", String.valueOf(sandbox.port()));
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("127.0.0.1:" + sandbox.port());
    }
}
