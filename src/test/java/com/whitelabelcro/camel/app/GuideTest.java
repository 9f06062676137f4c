package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide in docs/scenarios.md works, line by line. */
@SystemTest
class GuideTest {

    private static final Pattern INSTRUCTION = Pattern.compile("(Put this|Add this) (.*) `(mine/.*\\.yaml)`:");
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

    private final List<String> told = new ArrayList<>();
    private Child running;

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void everyCommandAndEveryExampleOfTheGuideWorks() throws Exception {
        Path scenarios = Files.createDirectories(directory.resolve("routes").resolve("scenarios"));
        for (String file : List.of("webhook-to-lead.camel.yaml", "webhook-to-lead.test.yaml")) {
            Files.copy(Path.of("routes", "scenarios").resolve(file), scenarios.resolve(file));
        }
        Files.writeString(directory.resolve("application.properties"), "camel.server.port=0\n");
        int files = 0;
        for (Document.Block block : Document.SCENARIOS.blocks()) {
            if (block.language().equals("yaml")) {
                write(block);
                files++;
            } else if (block.language().equals("sh")) {
                for (String line : block.text().lines().toList()) {
                    type(line);
                }
            }
        }
        assertThat(files).isEqualTo(5);
        assertThat(told).hasSize(4);
        assertThat(told.get(0)).matches("\\{\"entry\":\"[0-9]+-1\",\"queued\":1}");
        assertThat(told.get(1)).endsWith("16 passed, 0 failed\n");
        assertThat(told.get(2)).endsWith("4 passed, 0 failed\n");
        assertThat(told.get(3)).endsWith("5 passed, 0 failed\n");
        assertThat(directory.resolve("calls/done/seven.json")).exists();
    }

    private void write(Document.Block block) throws IOException {
        Matcher said = INSTRUCTION.matcher(block.before());
        assertThat(said.matches()).as(block.before()).isTrue();
        Path file = directory.resolve(said.group(3));
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, switch (said.group(2)) {
            case "into" -> block.text();
            case "at the top of" -> block.text() + before;
            case "at the end of" -> before + block.text();
            case "below the `description` in" -> before.replaceFirst("( +description: .*\n)", "$1" + block.text());
            default -> throw new IllegalArgumentException(block.before());
        });
    }

    private void type(String line) throws Exception {
        if (line.startsWith("mvn ") || line.startsWith("alias ")) {
            // The build of these tests has done this already.
            return;
        }
        String[] words = line.split(" ");
        if (line.startsWith("wlcro run ")) {
            end();
            running = Child.start(directory, Map.of(), List.of(), Arrays.copyOfRange(words, 1, words.length));
            running.says("Ctrl-C ends it");
        } else if (line.startsWith("wlcro ")) {
            Terminal terminal =
                    Child.run(directory, Map.of(), List.of(), Arrays.copyOfRange(words, 1, words.length));
            assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isZero();
            told.add(terminal.out());
        } else {
            told.addAll(shell(line));
        }
        if (line.startsWith("echo ")) {
            running.logs("note 10002 is there");
            Awaitility.await().until(() -> Files.exists(directory.resolve("calls/done/seven.json")));
        }
    }

    /** Runs a line in a shell and returns the lines of its output. */
    private List<String> shell(String line) throws IOException, InterruptedException {
        String command = line;
        if (line.contains(":8080/")) {
            Matcher port = PORT.matcher(running.out());
            assertThat(port.find()).as(running.out()).isTrue();
            command = line.replace(":8080/", ":" + port.group(1) + "/").replace("curl ", "curl -sS ");
        }
        Process process = new ProcessBuilder("sh", "-c", command).directory(directory.toFile())
                .redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + printed).isZero();
        return printed.isEmpty() ? List.of() : List.of(printed);
    }
}
