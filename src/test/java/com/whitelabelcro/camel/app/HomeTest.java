package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line uses one ledger in every working directory, and names it. */
@SystemTest
class HomeTest {

    private static final String[] CALL = {"call", "create-lead",
        "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\",\"external_id\":\"x_1\"}"};

    @TempDir
    private Path directory;
    private Path home;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(1_000)));

    @BeforeEach
    void start() {
        home = directory.resolve("home of its own");
    }

    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", "1000", "WLCRO_HOME", home.toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private String contacts(int rows) throws IOException {
        return Files.writeString(directory.resolve("contacts.csv"), "first_name,last_name,email\n" + IntStream.range(0, rows)
                .mapToObj(i -> "Ann" + i + ",Lee,ann" + i + "@example.com\n").collect(Collectors.joining())).toString();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theSameFileFromAnotherWorkingDirectoryIsSkippedAndTheLedgerIsNamed() throws Exception {
        String ledger = home.resolve("wlcro.db").toString();
        Terminal first = Child.run(folder("a"), environment(), List.of(), "import", "create-lead", contacts(20));
        Terminal second = Child.run(folder("b"), environment(), List.of(), "import", "create-lead", contacts(20));

        assertThat(first.exit() + second.exit()).as(first.err() + second.err()).isZero();
        assertThat(sandbox.stats().requests()).isEqualTo(20);
        assertThat(second.out()).contains("20 sent before");
        assertThat(first.err()).as("the command that creates the ledger logs it").containsOnlyOnce("Made a new ledger: " + ledger);
        assertThat(second.err()).doesNotContain("new ledger");
        assertThat(first.out()).as("the plan").contains("Ledger: " + ledger);

        assertThat(Child.run(folder("c"), environment(), List.of(), "status").out()).contains("Ledger: " + ledger);
        String json = Child.run(folder("c"), environment(), List.of(), "status", "--json").out();
        assertThat(new ObjectMapper().readTree(json).path("ledger").asText()).isEqualTo(ledger);
        assertThat(Child.run(folder("c"), environment(), List.of(), "ledger", "stats").out()).contains(ledger);
        assertThat(mode(home)).isEqualTo("rwx------");
        assertThat(mode(home.resolve("wlcro.db"))).isEqualTo("rw-------");
        try (Stream<Path> left = Stream.of("a", "b", "c").map(directory::resolve)) {
            assertThat(left).allSatisfy(each -> assertThat(each).isEmptyDirectory());
        }
    }

    @Test
    void aLedgerInTheWorkingDirectoryStopsEveryCommandUntilItIsUsedOrMoved() throws Exception {
        Path former = folder("data").resolve("wlcro.db");
        assertThat(Child.run(directory, environment("WLCRO_LEDGER_URL", "jdbc:sqlite:data/wlcro.db"), List.of(), CALL).exit())
                .as("a configured URL has precedence").isZero();

        String scenario = Path.of("routes", "scenarios", "when-it-fails.camel.yaml").toAbsolutePath().toString();
        for (String[] command : new String[][] {CALL, {"failed", "list"}, {"status"}, {"run", scenario}}) {
            Terminal told = Child.run(directory, environment(), List.of(), command);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.complaint()).contains("data/wlcro.db", "wlcro.ledger.url=jdbc:sqlite:data/wlcro.db",
                    home.resolve("wlcro.db").toString());
        }

        assertThat(sandbox.stats().requests()).isOne();
        Files.createDirectories(home);
        Files.move(former, home.resolve("wlcro.db"));
        assertThat(Child.run(directory, environment(), List.of(), CALL).err()).startsWith("Done before");
        assertThat(sandbox.stats().requests()).isOne();
    }

    @Test
    void withoutAHomeFolderOneLineSaysWhatToSet() throws Exception {
        for (String none : List.of("?", "/there/is/no/such/home")) {
            Terminal told = Child.run(directory, environment("WLCRO_HOME", "", "HOME", ""), List.of("-Duser.home=" + none), CALL);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.complaint()).contains("no home folder", "WLCRO_HOME");
        }
        assertThat(Child.run(directory, environment("WLCRO_HOME", "here"), List.of(), CALL).complaint())
                .startsWith("WLCRO_HOME must be an absolute path");
        assertThat(sandbox.stats().requests()).isZero();
        assertThat(Child.run(directory, environment("WLCRO_HOME", "", "HOME", "", "WLCRO_LEDGER_URL", "jdbc:sqlite:x.db"),
                List.of("-Duser.home=?"), CALL).exit()).as("a configured location needs no home folder").isZero();
    }

    @Test
    void aFolderThatCannotBeCreatedIsReportedWithItsPath() throws Exception {
        Terminal told = Child.run(directory, environment("WLCRO_HOME", "/proc/wlcro"), List.of(), CALL);

        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.complaint()).contains("/proc/wlcro/wlcro.db cannot be created", "WLCRO_HOME");
    }

    @Test
    void theUsersHomeFolderIsTheDefaultAndTheMeaningOfATilde() throws Exception {
        Path user = folder("user");
        String[][] saidBy = {{"HOME", user.toString(), "-Duser.home=?"}, {"HOME", "", "-Duser.home=" + user}};
        for (String[] each : saidBy) {
            List<String> options = List.of(each[2]);
            assertThat(Child.run(directory, environment("WLCRO_HOME", "", each[0], each[1]), options, CALL).exit()).isZero();
            assertThat(Child.run(directory, environment("WLCRO_LEDGER_URL", "jdbc:sqlite:~/mine.db", each[0], each[1]), options,
                    CALL).exit()).isZero();

            assertThat(user.resolve(".wlcro").resolve("wlcro.db")).exists();
            assertThat(user.resolve("mine.db")).exists();
            assertThat(directory.resolve("~")).doesNotExist();
            Files.delete(user.resolve(".wlcro").resolve("wlcro.db"));
            Files.delete(user.resolve("mine.db"));
        }
    }

    @Test
    void charactersOfTheHomeFolderThatTheLocaleCannotRepresentAreReportedWithWhatToSet() throws Exception {
        String shell = "WLCRO_HOME=/tmp/h$(printf '\\303\\266') exec \"$@\"";
        try (Child child = Child.startUnder(
                List.of("sh", "-c", shell, "sh"), directory, environment("LC_ALL", "C"), List.of(), CALL)) {
            Terminal told = child.end();
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.complaint()).contains("WLCRO_HOME", "LC_ALL=C.UTF-8");
        }
    }

    @Test
    void aDatabaseWithTablesOfAnotherApplicationIsReportedInOneLine() throws Exception {
        assertThat(Child.run(directory, environment(), List.of(), CALL).exit()).isZero();
        Path ledger = home.resolve("wlcro.db");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM wlcro_meta WHERE name = 'layout'");
        }

        for (String[] command : new String[][] {CALL, {"failed", "list"}}) {
            Terminal told = Child.run(directory, environment(), List.of(), command);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.complaint()).contains(ledger.toString(), "before its release", "wlcro.ledger.url");
        }
    }

    @Test
    void theLibraryOfSqliteIsUnpackedOnceAndAKilledProcessLeavesNoFile() throws Exception {
        Path temporary = folder("tmp");
        List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(Child.start(folder("w" + i), environment("WLCRO_LIMIT", "2", "WLCRO_PERIOD", "1h"), options,
                    "import", "create-lead", contacts(20)));
        }
        Awaitility.await().until(() -> sandbox.stats().requests() == 2
                && children.stream().allMatch(HomeTest::hasBegun));
        for (Child each : children) {
            each.kill();
        }

        try (Stream<Path> left = Files.walk(temporary).filter(each -> each.getFileName().toString().contains("sqlite"))) {
            assertThat(left).isEmpty();
        }
        Path library = home.resolve("lib");
        assertThat(mode(library)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(library).filter(Files::isRegularFile)) {
            List<Path> one = files.toList();
            assertThat(one).hasSize(1);
            assertThat(mode(one.get(0))).isEqualTo("rwx------");
            Files.write(one.get(0), new byte[] {1, 2, 3});
        }
        assertThat(Child.run(directory, environment(), options, CALL).exit()).as("an incomplete file is replaced").isZero();
    }

    @Test
    void aSettingForTheDriverIsKeptAndWithoutAFolderTheDriverUnpacksItsLibraryItself() throws Exception {
        Path temporary = folder("tmp");
        assertThat(Child.run(directory, environment(), List.of("-Dorg.sqlite.tmpdir=" + temporary), CALL).exit()).isZero();
        assertThat(home.resolve("lib")).doesNotExist();

        String[] onSandbox = {"call", "create-lead", "--sandbox", CALL[2]};
        for (String[] nowhere : new String[][] {{"/proc/wlcro", "/root"}, {"", "?"}}) {
            Terminal told = Child.run(directory, environment("WLCRO_HOME", nowhere[0], "HOME", ""),
                    List.of("-Duser.home=" + nowhere[1], "-Djava.io.tmpdir=" + temporary), onSandbox);
            assertThat(told.exit()).as(told.err()).isZero();
        }
    }

    private static boolean hasBegun(Child child) {
        try {
            return child.out().contains("Ledger: ");
        } catch (IOException e) {
            return false;
        }
    }
}
