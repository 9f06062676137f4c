package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that the locale of a terminal cannot represent are reported or preserved, but never sent as something else. */
@SystemTest
@Timeout(300)
class LostCharactersTest {

    private static final String LEAD = "{\"first_name\":\"J\u00fcrg\",\"last_name\":\"Lee\",\"email\":\"j@example.com\"}";
    /** An umlaut as a shell writes it, whatever the locale of these tests. */
    private static final String U_UMLAUT = "$(printf '\\303\\274')";

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    /** Runs a script in a shell with the locale C; {@code $W} is the command. */
    private Terminal shell(String script) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C", "WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LEDGER_URL", "jdbc:sqlite:wlcro.db"));
        try (Child child = Child.startUnder(
                List.of("sh", "-c", "u=" + U_UMLAUT + "; " + script, "sh"), directory, environment,
                List.of())) {
            return child.end();
        }
    }

    @Test
    void anArgumentWithLostCharactersIsRefusedAndNothingIsSent() throws Exception {
        for (String script : List.of(
                "exec \"$@\" call create-lead '{\"first_name\":\"J'$u'rg\",\"last_name\":\"L\",\"email\":\"j@example.com\"}'",
                "exec \"$@\" import create-lead j${u}rg.csv",
                "exec \"$@\" import create-lead leads.csv --set first_name=J${u}rg",
                "exec \"$@\" run j${u}rg.camel.yaml", "exec \"$@\" test j${u}rg.test.yaml",
                "exec \"$@\" failed export j${u}rg.jsonl", "exec \"$@\" call create-lead --connection $u {}")) {
            Terminal terminal = shell(script);
            assertThat(terminal.exit()).as(script).isEqualTo(2);
            assertThat(terminal.complaint()).contains("lost in the locale of this terminal").contains("LC_ALL=C.UTF-8");
        }
        assertThat(sandbox.stats().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WLCRO_LEDGER_SECRET_KEY=0123456789abcdef$u", "WLCRO_LEDGER_URL=jdbc:sqlite:$u.db",
        "WLCRO_API_KEY=wlcro_1_$u"})
    void anEnvironmentVariableWithLostCharactersIsRefused(String variable) throws Exception {
        Terminal terminal = shell("export " + variable + "; exec \"$@\" call create-lead {}");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).startsWith("wlcro.").contains("LC_ALL=C.UTF-8").doesNotContain("Internal error");
        assertThat(sandbox.stats().requests()).isZero();
    }

    @Test
    void aFolderWhoseNameTheLocaleCannotRepresentIsReported() throws Exception {
        Terminal terminal = shell("mkdir $u && cd $u && exec \"$@\" status");
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(terminal.complaint()).contains("does not have; set LC_ALL=C.UTF-8");
    }

    @Test
    void aFileNameThatTheLocaleCannotRepresentIsReported() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "wlcro.scenarios=file:j\u00fcrg/*.camel.yaml\n");
        Files.writeString(directory.resolve("leads.test.yaml"), "scenario: j\u00fcrg.camel.yaml\ntests: [{name: it}]\n");
        for (String command : List.of("run", "test leads.test.yaml")) {
            Terminal terminal = shell("exec \"$@\" " + command);
            assertThat(terminal.exit()).as(command + terminal.err()).isEqualTo(2);
            assertThat(terminal.err()).doesNotContain("Internal error");
        }
        Files.writeString(directory.resolve("application.properties"), "wlcro.ledger.url=jdbc:sqlite:j\u00fcrg.db\n");
        Terminal terminal = shell("unset WLCRO_LEDGER_URL; exec \"$@\" status");
        assertThat(terminal.exit()).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.err()).doesNotContain("Internal error");
    }

    @Test
    void inputFromAFileOrAPipeIsUtf8WhateverTheLocale() throws Exception {
        Files.writeString(directory.resolve("lead.json"), LEAD, StandardCharsets.UTF_8);
        assertThat(shell("exec \"$@\" call create-lead <lead.json").exit()).isZero();
        assertThat(sandbox.records()).singleElement().satisfies(
                each -> assertThat(each.fields()).containsEntry("first_name", "J\u00fcrg"));
    }

    @Test
    void aScenarioIsUtf8WhateverTheLocale() throws Exception {
        Files.writeString(directory.resolve("it.camel.yaml"), """
                - route:
                    id: it
                    from:
                      uri: "timer:once?repeatCount=1"
                      steps:
                        - setBody: {constant: '%s'}
                        - to: "file:in?fileName=it.json"
                - route:
                    id: back
                    from:
                      uri: "file:in?delay=100"
                      steps:
                        - convertBodyTo: {type: String}
                        - to: direct:wlcro-create-lead
                        - setBody: {simple: "J\u00fcrg"}
                        - to: "file:out?fileName=it.txt"
                """.replace("%s", LEAD), StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("LC_ALL", "C", "WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LEDGER_URL", "jdbc:sqlite:wlcro.db");
        try (Child child = Child.start(directory, environment, List.of(), "run", "it.camel.yaml")) {
            Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> Files.exists(directory.resolve("out/it.txt")) || !child.isAlive());
        }
        assertThat(sandbox.records()).singleElement().satisfies(
                each -> assertThat(each.fields()).containsEntry("first_name", "J\u00fcrg"));
        assertThat(Files.readString(directory.resolve("out/it.txt"))).isEqualTo("J\u00fcrg");
    }

    @Test
    void outputInALocaleWithoutTheCharactersIsStillReadable() throws Exception {
        Files.writeString(directory.resolve("leads.jsonl"), LEAD + "\n");
        sandbox.script(ScriptedAnswer.of(409, "{}"));
        shell("exec \"$@\" import create-lead leads.jsonl");
        Terminal listed = shell("exec \"$@\" failed list");
        String number = listed.out().lines().skip(1).findFirst().orElse("none").split(" ")[0];
        assertThat(shell("exec \"$@\" failed show " + number + " --json").out()).contains("J\\u00fcrg");
    }
}
