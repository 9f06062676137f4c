package com.whitelabelcro.camel.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.config.ConnectionsFile;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.ConnectionChanged;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** How the watch reads the file of connections, step by step. */
@Fast
class FileWatchTest {

    private static final String KEY = "wlcro_live_1_secret";

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FileWatch.class);
    private final List<String> changes = new ArrayList<>();
    private final Map<String, String> vault = new HashMap<>();
    private Path file;
    private Settings settings;
    private FileWatch watch;

    @BeforeEach
    void begin() throws IOException {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        file = directory.resolve("connections");
        write("acme.api-key=" + KEY);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private void write(String... lines) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, String.join("\n", lines));
    }

    private void start(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("wlcro.connections-file", file.toString()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        settings = SettingsReader.read(properties, this::resolve);
        watch = new FileWatch(file().file(), "connections", content -> settings.registry().reload(file(), content, this::resolve)
                .forEach(each -> changes.add(words(each))), Runnable::run);
        looks(3);
        assertThat(changes).as("the file has not changed since the start").isEmpty();
    }

    private ConnectionsFile file() {
        return settings.connectionsFile().orElseThrow();
    }

    private static String words(ConnectionChanged change) {
        return change.connection() + ": " + change.change();
    }

    private String resolve(String value) {
        if (!value.startsWith("{{")) {
            return value;
        } else if (!vault.containsKey(value)) {
            throw new IllegalArgumentException(KEY);
        }
        return vault.get(value);
    }

    private void looks(int number) {
        for (int i = 0; i < number; i++) {
            watch.look();
        }
    }

    private List<String> told() {
        List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage)
                .map(line -> line.replace(file.toString(), "FILE")).toList();
        log.list.clear();
        assertThat(lines).noneMatch(line -> line.contains("secret"));
        return lines;
    }

    @Test
    void aConnectionIsAddedAnotherGetsANewKeyAndAThirdIsRemoved() throws IOException {
        write("acme.api-key=" + KEY, "bolt.api-key=wlcro_live_2_x", "cord.api-key=wlcro_live_3_x", "dune.api-key=wlcro_live_4_x");
        start();

        write("bolt.api-key=wlcro_live_2_y", "cord.api-key=wlcro_live_3_x", "cord.limit=7", "dune.api-key=wlcro_live_4_x",
                "edge.api-key=wlcro_live_5_x");
        looks(1);
        assertThat(changes).as("it may be half-written").isEmpty();
        looks(1);

        assertThat(changes).containsExactly("bolt: key changed", "cord: settings changed", "edge: added", "acme: removed");
        assertThat(settings.connections().keySet()).containsExactly("bolt", "cord", "dune", "edge");
        assertThat(settings.connection("cord").orElseThrow().limit()).isEqualTo(7);
        assertThat(settings.keys().key("bolt")).isEqualTo("wlcro_live_2_y");
        looks(5);
        assertThat(changes).hasSize(4);
        assertThat(told()).isEmpty();
    }

    @Test
    void aKeyOfAnotherCompanyIsNotARotatedKey() throws IOException {
        write("bolt.api-key=wlcro_live_2_x", "cord.api-key=wlcro_unnamed", "cord.company=3", "dune.api-key=wlcro_unnamed");
        start();

        write("bolt.api-key=wlcro_live_7_x", "cord.api-key=wlcro_live_3_x", "dune.api-key=wlcro_live_4_x");
        looks(2);

        assertThat(changes).startsWith("bolt: " + ConnectionChanged.Change.COMPANY_CHANGED, "cord: key changed")
                .contains("dune: key changed");
        assertThat(settings.connection("bolt").orElseThrow().companyProperty()).as("the line of the file").isEqualTo("bolt.company");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotUsed() throws IOException {
        write("acme.api-key=" + KEY, "bolt.api-key=wlcro_live_2_x");
        start();

        for (String half : List.of("", "acme.api", "acme.api-key=" + KEY, "acme.api-key=" + KEY + "\nbolt.api-key=wlcro_live_2_")) {
            write(half);
            looks(1);
        }
        write("acme.api-key=" + KEY, "bolt.api-key=wlcro_live_2_y");
        looks(2);

        assertThat(changes).containsExactly("bolt: key changed");
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | there is no connection in it",
        "'acme.limit=5' | Connection acme has no API key; set acme.api-key",
        "'acme.api-key=wlcro_live_1_x\\nacme.limmit=5' | unknown name acme.limmit; did you mean acme.limit?",
        "'acme.api-key=wlcro_live_1_x\\nwlcro_live_1_secret=x' | unknown name (not shown, since it may be a key)",
        "'acme.api-key=secret \\u00e4' | acme.api-key holds a space, a line break or a character that no key has",
        "'acme.api-key=wlcro_live_1_secret\\nacme.company=2' | acme.company is 2, and the key is one of company 1",
        "'wlcro.connections.acme.api-key=x' | must be written without wlcro.connections. in this file",
        "'acme.api-key={{vault:secret}}' | acme.api-key has a placeholder that cannot be resolved",
        "'shop.api-key=wlcro_live_9_x' | connection shop is also configured outside of the file; take it out of one of the two",
        "'acme.api-key=\\u00zz' | it contains a \\u that is not followed by four hexadecimal digits"})
    void aWrongFileKeepsTheConnectionsAndIsReportedOnceWithoutAnyKey(String content, String what) throws IOException {
        start("wlcro.connections.shop.api-key", "wlcro_live_8_x");

        write(content.replace("\\n", "\n"));
        looks(40);

        assertThat(changes).isEmpty();
        assertThat(settings.connections().keySet()).containsExactly("acme", "shop");
        assertThat(told()).singleElement().asString().contains("The connections file FILE cannot be used: ", what)
                .endsWith("; the connections stay as they are");
        write("acme.api-key=" + KEY, "bolt.api-key=wlcro_live_2_x");
        looks(2);
        assertThat(changes).containsExactly("bolt: added");
        assertThat(told()).containsExactly("The connections file FILE can be used again");
    }

    @Test
    void aMissingFileKeepsTheConnectionsAndIsReportedOnlyIfItStaysMissing() throws IOException {
        start();

        Files.delete(file);
        looks(1);
        write("acme.api-key=" + KEY, "bolt.api-key=wlcro_live_2_x");
        looks(2);
        assertThat(changes).containsExactly("bolt: added");
        assertThat(told()).isEmpty();

        Files.delete(file);
        Files.createDirectory(file);
        looks(30);
        assertThat(told()).singleElement().asString().contains("it is not a file");
        assertThat(settings.connections()).hasSize(2);
    }

    @Test
    void aFileThatReappearsUnchangedIsUsedAgainAndItsNextLossIsReported() throws IOException {
        start();
        Path away = directory.resolve("away");

        for (int i = 0; i < 2; i++) {
            Files.move(file, away);
            looks(30);
            assertThat(told()).containsExactly("The connections file FILE cannot be used: there is no such file; the connections stay as they are");
            Files.move(away, file);
            looks(30);
            assertThat(told()).containsExactly("The connections file FILE can be used again");
        }
    }

    @Test
    void aVaultThatWasUnavailableIsAskedAgain() throws IOException {
        start();
        write("acme.api-key={{vault:acme}}");
        looks(2);
        assertThat(told()).hasSize(1);

        vault.put("{{vault:acme}}", "wlcro_live_1_new");
        looks(FileWatch.LOOKS_UNTIL_RETRY + 1);

        assertThat(changes).containsExactly("acme: key changed");
    }

    @Test
    void aTouchedFileIsReadAgainSoThatANewKeyOfAVaultIsUsed() throws IOException {
        vault.put("{{vault:acme}}", "wlcro_live_1_old");
        write("acme.api-key={{vault:acme}}");
        start();
        vault.put("{{vault:acme}}", "wlcro_live_1_new");
        looks(5);
        assertThat(changes).isEmpty();

        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        looks(2);

        assertThat(changes).containsExactly("acme: key changed");
    }

    @Test
    void aFileThatOtherUsersCanReadCausesAWarning() throws IOException {
        start();
        assertThat(told()).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        start();

        assertThat(told()).containsExactly(
                "The connections file FILE can be read by other users of this machine; chmod 600 keeps its keys private");
    }

    @Test
    void aNewFileThatOtherUsersCanReadCausesOneWarning() throws IOException {
        start();

        for (String key : List.of("wlcro_live_2_x", "wlcro_live_2_y")) {
            Files.delete(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
            write("acme.api-key=" + KEY, "bolt.api-key=" + key);
            looks(2);
        }

        assertThat(changes).containsExactly("bolt: added", "bolt: key changed");
        assertThat(told()).containsExactly(
                "The connections file FILE can be read by other users of this machine; chmod 600 keeps its keys private");
    }

    @Test
    void anInvalidFileAtTheStartIsReportedInOneLine() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff}, StandardOpenOption.APPEND);
        assertThatThrownBy(this::start).isInstanceOf(ConfigurationException.class).hasMessageEndingWith("it is not UTF-8 text");

        Files.delete(file);
        assertThatThrownBy(this::start).isInstanceOf(ConfigurationException.class).hasMessageEndingWith("there is no such file");

        Files.write(file, "default.api-key=a\nacme.api-key={{env:X}}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> SettingsReader.read(Map.of("wlcro.connections-file", file.toString())))
                .hasMessageEndingWith("acme.api-key has a placeholder that cannot be resolved");
    }
}
