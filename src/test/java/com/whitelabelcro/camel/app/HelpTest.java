package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.cli.Wlcro;
import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The help of every command is complete, and its examples can be copied and run. */
class HelpTest {

    private static final Pattern EXAMPLE = Pattern.compile("  (?:echo (?<input>'[^']*') \\| )?wlcro (?<words>.+)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Set<String> OVER_A_LEDGER = Set.of("failed", "status", "queue", "ledger");
    /** These commands run until they are stopped, or take long: ProcessTest, DemoTest and ScenariosTest run them. */
    private static final Set<String> ELSEWHERE = Set.of("demo", "run", "sandbox", "test");

    @TempDir
    private Path directory;

    static List<String> commands() {
        List<String> names = new ArrayList<>(List.of(""));
        new CommandLine(new Wlcro()).getSubcommands().forEach((name, command) -> {
            names.add(name);
            command.getSubcommands().keySet().forEach(each -> names.add(name + " " + each));
        });
        return names;
    }

    static List<String> examples() {
        return commands().stream().flatMap(each -> command(each).getCommandSpec().usageMessage().footer().length == 0
                ? Stream.empty() : Stream.of(command(each).getCommandSpec().usageMessage().footer()))
                .filter(line -> EXAMPLE.matcher(line).matches()).distinct().toList();
    }

    private static CommandLine command(String name) {
        CommandLine command = new CommandLine(new Wlcro());
        for (String each : name.isEmpty() ? new String[0] : name.split(" ")) {
            command = command.getSubcommands().get(each);
        }
        return command;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpStatesExitCodesAndExamples(String command) {
        Terminal terminal = Terminal.run(command.isEmpty()
                ? new String[] {"--help"} : (command + " --help").split(" "));
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).startsWith("Usage: wlcro")
                .contains("Exit codes:").contains("130   Interrupted").contains("wlcro " + command);
        assertThat(examples()).anyMatch(each -> each.contains("wlcro " + command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noLineOfAFooterIsWrapped(String command) {
        String help = command(command).getUsageMessage();
        for (String line : command(command).getCommandSpec().usageMessage().footer()) {
            assertThat(help.lines()).contains(line);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleHasTheOptionsAndArgumentsOfItsCommand(String example) {
        Matcher parts = EXAMPLE.matcher(example);
        assertThat(parts.matches()).isTrue();
        ParseResult parsed = new CommandLine(new Wlcro()).parseArgs(words(parts.group("words")).toArray(String[]::new));
        assertThat(parsed.hasSubcommand()).as("the help of all commands, or of one of them").isTrue();
    }

    static List<String> examplesThatEnd() {
        return examples().stream().filter(each -> ELSEWHERE.stream().noneMatch(name -> each.contains("wlcro " + name))).toList();
    }

    @ParameterizedTest
    @MethodSource("examplesThatEnd")
    void theExampleRuns(String example) throws IOException {
        Matcher parts = EXAMPLE.matcher(example);
        assertThat(parts.matches()).isTrue();
        List<String> words = words(parts.group("words"));
        if (OVER_A_LEDGER.contains(words.get(0))) {
            runsOverALedger(words);
            return;
        }
        words.replaceAll(this::file);
        if (!words.contains("--sandbox")) {
            words.add("--sandbox");
        }
        String input = parts.group("input") == null ? "" : words(parts.group("input")).get(0);
        Terminal terminal = Terminal.run(Map.of(), input, words.toArray(String[]::new));
        if (example.contains("add-client-note")) {
            // An empty sandbox has no such client.
            assertThat(terminal.complaint()).startsWith("NotFound: ");
        } else {
            assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isZero();
            assertThat(terminal.err() + terminal.out()).doesNotContain("not sent");
        }
    }

    /** Runs a command on a ledger with two failed records that can be sent again. */
    private void runsOverALedger(List<String> words) throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
            Map<String, String> properties = Map.of("wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.base-url",
                    sandbox.baseUrl().toString(), "wlcro.ledger.url", "jdbc:sqlite:" + directory.resolve("wlcro.db"));
            Path file = Files.writeString(directory.resolve("two.jsonl"), "{\"client_id\":1,\"city\":\"Bern\"}\n".repeat(2));
            sandbox.script(ScriptedAnswer.of(409, "{}"), ScriptedAnswer.of(409, "{}"),
                    ScriptedAnswer.of(200, "{}"), ScriptedAnswer.of(200, "{}"));
            Terminal.run(properties, "", "import", "update-lead", file.toString());
            List<String> numbers = Terminal.run(properties, "", "failed", "list").out().lines().skip(1)
                    .map(line -> line.split(" ")[0]).toList();
            words.replaceAll(word -> word.equals("17-42") ? numbers.get(0) : word.equals("17-43") ? numbers.get(1)
                    : word.endsWith(".jsonl") || word.endsWith(".db") ? directory.resolve(word).toString() : word);
            if (words.contains("restore")) {
                Terminal.run(properties, "", "ledger", "backup", words.get(words.size() - 1));
            }
            Terminal terminal = Terminal.run(properties, "", words.toArray(String[]::new));
            assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isZero();
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(Stream.of(1, 2, 3).map(word::group).filter(each -> each != null).findFirst().orElseThrow());
        }
        return words;
    }

    private String file(String word) {
        String content = switch (word) {
            case "contacts.csv" -> "Record ID,First Name,Last Name,Email\n1,Ann,Lee,ann@example.com\n";
            case "leads.csv" -> "Id,First Name,Last Name,E-mail Address\n1,Ann,Lee,ann@example.com\n";
            case "leads.csv.failed.jsonl", "leads.jsonl" -> "{\"first_name\":\"Ann\",\"last_name\":\"Lee\","
                    + "\"email\":\"ann@example.com\",\"_failed\":{\"line\":2}}\n";
            default -> null;
        };
        if (content == null) {
            return word;
        }
        try {
            return Files.writeString(directory.resolve(word), content).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSandboxAcceptsTheSettingsOfItsHelp() {
        String settings = Stream.of(command("sandbox").getCommandSpec().usageMessage().footer())
                .map(String::strip).filter(line -> line.startsWith("{")).findFirst().orElseThrow();
        assertThat(SandboxConfig.fromJson(settings).rateLimit().limit()).isEqualTo(100);
    }

    @Test
    void theSandboxAcceptsTheSettingsOfItsPage() throws IOException {
        List<String> row = Document.COMMAND_LINE.table("The sandbox").stream()
                .filter(each -> each.get(0).contains("/reset")).findFirst().orElseThrow();
        String settings = Document.code(row.get(1)).get(0);
        assertThat(SandboxConfig.fromJson(settings).faults().shares()).hasSize(2);
    }

    @Test
    void theVersionIsReported() {
        assertThat(Terminal.run("--version").out()).startsWith("whitelabelcro-camel-routes ");
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(Terminal.run().out()).isEqualTo(Terminal.run("--help").out());
    }
}
