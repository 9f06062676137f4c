package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text of a record or a server can move the cursor, change colours, reverse the writing direction or fake a line. */
class HarmlessOutputTest {

    /** C0 and C1 control characters, all bidirectional overrides, isolates and marks, separators, and a supplementary tag character. */
    private static final String EVIL = "a\u001b[31m\u0007\u009b2J\u0085\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
            + "\u200e\u200f\u061c\u2028\u2029\udb40\udc01\r\nfake\u00fc\ud83d\ude00";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    private Terminal run(String... arguments) {
        return Terminal.run(Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db")), "", arguments);
    }

    private static void harmless(String text) {
        assertThat(text.codePoints().filter(each -> each != '\n')).as(text).allMatch(each -> switch (Character.getType(each)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        });
    }

    @Test
    void aFailedRecordIsShownWithoutEffectsOnTheTerminal() throws Exception {
        String json = new ObjectMapper().createObjectNode()
                .put("first_name", EVIL).put("last_name", "Lee").put("email", "ann@example.com").toString();
        Path file = Files.writeString(directory.resolve("leads.jsonl"), json + "\n");
        sandbox.script(ScriptedAnswer.of(409, new ObjectMapper().createObjectNode().put("message", EVIL).toString()),
                ScriptedAnswer.of(409, new ObjectMapper().createObjectNode().put("message", EVIL).toString()));

        Terminal imported = run("import", "create-lead", file.toString());
        Terminal listed = run("failed", "list");
        String number = listed.out().lines().skip(1).findFirst().orElseThrow().split(" ")[0];
        Terminal shown = run("failed", "show", number);
        Terminal asJson = run("failed", "show", number, "--json");
        Terminal listedAsJson = run("failed", "list", "--json");
        Terminal exported = run("failed", "export", "-");
        Terminal called = run("call", "create-lead", "--force", json);

        for (Terminal each : new Terminal[] {imported, listed, shown, asJson, listedAsJson, exported, called}) {
            harmless(each.out());
            harmless(each.err());
        }
        assertThat(shown.out().lines().filter(line -> line.startsWith("fake"))).isEmpty();
        assertThat(shown.out()).contains("\\u202e").contains("\u00fc\ud83d\ude00");
        for (Terminal each : new Terminal[] {asJson, exported}) {
            assertThat(each.out().lines()).hasSize(1);
            JsonNode read = new ObjectMapper().readTree(each.out());
            assertThat((read.has("body") ? read.path("body") : read).path("first_name").asText()).isEqualTo(EVIL);
        }
        assertThat(new ObjectMapper().readTree(listedAsJson.out()).path("id").asText()).isEqualTo(number);
        assertThat(called.complaint()).startsWith("Conflict: ");
    }

    @Test
    void aQuotedTypoHasNoEffectOnTheTerminal() {
        for (String[] command : new String[][] {{"--x" + EVIL}, {EVIL}, {"call", EVIL, "{}"}, {"import", "create-lead", EVIL + ".csv"},
            {"failed", "list", "--most", EVIL}, {"run", "no" + EVIL}}) {
            Terminal terminal = run(command);
            assertThat(terminal.exit()).isEqualTo(2);
            harmless(terminal.err());
            assertThat(terminal.err().lines().filter(line -> line.startsWith("fake"))).isEmpty();
        }
    }
}
