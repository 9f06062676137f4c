package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command behaves the same and prints the same, whatever the language and calendar of the machine. */
@SystemTest
@Timeout(300)
class LocaleTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {
        "-Duser.language=ar -Duser.country=EG",
        "-Duser.language=th -Duser.country=TH -Duser.extensions=u-ca-buddhist-nu-thai",
        "-Duser.language=ja -Duser.country=JP -Duser.extensions=u-ca-japanese",
        "-Duser.language=tr -Duser.country=TR"
    })
    void importListAndStatusAreTheSame(String locale) throws Exception {
        List<String> options = new ArrayList<>(List.of(locale.split(" ")));
        options.add("-Duser.timezone=UTC");
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
            sandbox.script(ScriptedAnswer.of(409, "{}"), ScriptedAnswer.pass());
            Map<String, String> environment = Map.of("LC_ALL", "C.UTF-8", "WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                    "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LEDGER_URL", "jdbc:sqlite:wlcro.db");
            Files.writeString(directory.resolve("leads.csv"),
                    "FIRST NAME,Last Name,E-Mail,IBAN\nI\u0130\u0131i,Lee,ann@example.com,1\nBen,Li,ben@example.com,2\n",
                    StandardCharsets.UTF_8);

            Terminal imported = Child.run(directory, environment, options,
                    "import", "create-lead", "leads.csv", "--parallel", "1", "--map", "E-Mail=email", "--map", "IBAN=");
            Terminal failed = Child.run(directory, environment, options, "failed", "list");
            String number = failed.out().lines().skip(1).findFirst().orElse("none").split(" ")[0];
            Terminal shown = Child.run(directory, environment, options, "failed", "show", number);
            Terminal status = Child.run(directory, environment, options, "status");
            Terminal stats = Child.run(directory, environment, options, "ledger", "stats");

            assertThat(imported.exit()).as(imported.out() + imported.err()).isEqualTo(1);
            assertThat(imported.out()).contains("1 done").contains("1 failed");
            assertThat(failed.out()).containsPattern("failed +create-lead +default +1 +Conflict +1 +20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
            assertThat(shown.out()).contains("I\u0130\u0131i").containsPattern("failed at +20\\d\\d-");
            assertThat(status.out()).startsWith("default: ready\n  free 98 of 100, in flight 0, waiting 0\n"
                    + "  today: 1 done, 1 failed, 0 unknown\n");
            assertThat(stats.out()).containsPattern("done +1\\R").containsPattern("bytes on disk +\\d{1,3}(,\\d{3})+\\R");
        }
    }
}
