package com.whitelabelcro.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a ledger is stored if no location is configured. */
@Fast
class HomeFolderTest {

    @TempDir
    private Path user;
    @TempDir
    private Path working;

    private HomeFolder home(String variable) {
        return new HomeFolder(variable, user.toString(), working);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void theLedgerIsInTheUsersHomeFolderUnlessTheEnvironmentSaysOtherwise(String variable) {
        assertThat(home(variable).folder()).isEqualTo(user.resolve(".wlcro"));
        assertThat(home(" " + working.resolve("x") + " ").folder()).isEqualTo(working.resolve("x"));
        assertThat(home("~/ledgers/").folder()).isEqualTo(user.resolve("ledgers"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "?", "relative", "/there/is/no/such/home"})
    void withoutAHomeFolderTheMessageSaysWhatToSet(String none) {
        HomeFolder nowhere = new HomeFolder("", none, working);
        assertThatThrownBy(nowhere::folder).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no home folder").hasMessageContaining("WLCRO_HOME");
        assertThatThrownBy(() -> nowhere.expand("~/x", "wlcro.ledger.url")).isInstanceOf(ConfigurationException.class);
        assertThat(new HomeFolder(working.toString(), none, working).folder()).isEqualTo(working);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"/env,/java,/env", "/env,?,/env", "-,/java,/java", "'',/java,/java", "relative,/java,/java",
        "~,/java,/java", "-,?,?", "-,-,-"})
    void theHomeFolderIsThatOfTheShellIfItIsSet(String variable, String javas, String home) {
        assertThat(HomeFolder.userHome(variable, javas)).isEqualTo(home);
    }

    @Test
    void aCharacterThatTheLocaleCannotRepresentIsReportedWithWhatToSet() {
        String lost = "/tmp/h\uFFFD\uFFFD";
        assertThatThrownBy(home(lost)::folder).isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("WLCRO_HOME", "LC_ALL=C.UTF-8");
        HomeFolder ofUser = new HomeFolder("", HomeFolder.userHome(lost, user.toString()), working);
        for (ThrowingCallable each : List.<ThrowingCallable>of(ofUser::folder, () -> ofUser.expand("~/x", "wlcro.ledger.url"))) {
            assertThatThrownBy(each).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("home folder", "LC_ALL=C.UTF-8");
        }
    }

    @Test
    void aRelativePathIsRefusedBecauseItWouldDependOnTheWorkingDirectory() {
        assertThatThrownBy(home("ledgers")::folder).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("WLCRO_HOME must be an absolute path");
    }

    @Test
    void aTildeMeansTheHomeFolderOnlyAtTheBeginning() {
        assertThat(home("").expand("~/a/b.db", "p")).isEqualTo(user.resolve("a/b.db"));
        assertThat(home("").expand("~", "p")).isEqualTo(user);
        assertThat(home("").expand("a~b", "p")).isEqualTo(Path.of("a~b"));
        assertThatThrownBy(() -> home("").expand("~else/x", "wlcro.ledger.url")).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("wlcro.ledger.url ");
        assertThatThrownBy(() -> home("").expand("a\0b", "wlcro.ledger.url")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void everyContextNameHasAFileOfItsOwnInTheFolder() {
        List<String> names = List.of("camel-1", "camel/1", "camel_1", "camel%1", "camel%2f%1", "..", "../../etc/passwd", "a\\b",
                "C:x", "Bücher", "Bu\u0308cher", "", " ", "x".repeat(300), "x".repeat(301), "a\nb", "*?<>|\"");
        Set<Path> files = new HashSet<>();
        for (String name : names) {
            Path file = home("").ledger(name);
            assertThat(file.getParent()).as(name).isEqualTo(user.resolve(".wlcro"));
            assertThat(file.normalize()).as(name).isEqualTo(file);
            assertThat(file.getFileName().toString()).as(name).matches("[A-Za-z0-9._%-]{0,120}\\.db");
            files.add(file);
        }
        assertThat(files).hasSize(names.size());
        assertThat(home("").ledger("wlcro")).hasFileName("wlcro.db");
    }

    @Test
    void aLedgerInTheWorkingDirectoryIsNotIgnoredSilently() throws IOException {
        Path former = working.resolve("data").resolve("wlcro.db");
        Files.createDirectories(former.getParent());
        assertThat(home("").ledger("wlcro")).isEqualTo(user.resolve(".wlcro").resolve("wlcro.db"));
        Files.createFile(former);

        assertThatThrownBy(() -> home("").ledger("wlcro")).isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(former.toString(), "wlcro.ledger.url=jdbc:sqlite:", user.resolve(".wlcro").toString());
        assertThat(home(former.getParent().toString()).ledger("wlcro")).as("the ledger is this very file").isEqualTo(former);
    }
}
