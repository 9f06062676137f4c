package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package as users have it: unpacked with tar, and started with its script. */
class PackageTest {

    private static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

    @TempDir
    static Path unpacked;

    private static Path app;

    @TempDir
    Path work;

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void unpack() throws Exception {
        Process tar = new ProcessBuilder("tar", "xzf", System.getProperty("package"), "-C", unpacked.toString()).inheritIO().start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> inside = Files.list(unpacked)) {
            app = inside.findFirst().orElseThrow();
        }
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(app.resolve("bin/wlcro").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true)
                .redirectOutput(work.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WLCRO_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WLCRO_HOME", work.resolve("home").toString());
        builder.environment().put("WLCRO_CLASS_ARCHIVE", "no");
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String run(int exit, Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output()).isEqualTo(exit);
        return output();
    }

    private String output() throws IOException {
        return Files.readString(work.resolve("output.txt"));
    }

    @Test
    void aClassArchiveIsMadeInTheBackgroundAndUsed() throws Exception {
        Map<String, String> archive = Map.of("WLCRO_CLASS_ARCHIVE", "yes");
        assertThat(run(0, archive, "call", "create-lead", "--sandbox", ANN)).contains("\"client_id\"");
        Path classes = work.resolve("home/classes");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(classes.getParent()))).isEqualTo("rwx------");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Stream<Path> inside = Files.list(classes)) {
                return inside.map(Path::toString).toList().stream().allMatch(each -> each.endsWith(".jsa"));
            }
        });
        Map<String, String> shown = Map.of("WLCRO_JAVA_OPTS", "-Xlog:class+load:file=" + work.resolve("classes.log"));
        assertThat(run(0, shown, "call", "create-lead", "--sandbox", ANN)).startsWith("{\"client_id\"");
        assertThat(Files.readString(work.resolve("classes.log"))).contains("org.apache.camel.impl.engine.AbstractCamelContext"
                + " source: shared objects file (top)");
    }

    @Test
    void aJavaThatCannotMakeAnArchiveIsAskedOnlyOnce() throws Exception {
        Path java = Files.createDirectories(work.resolve("java/bin")).resolve("java");
        Path asked = work.resolve("asked");
        Files.writeString(java, "#!/bin/sh\ncase $* in *ArchiveClassesAtExit*) echo asked >> " + asked + "; exit 1 ;; esac\nexec '"
                + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(work.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Map<String, String> environment = Map.of("WLCRO_CLASS_ARCHIVE", "yes", "JAVA_HOME", work.resolve("java").toString());
        run(0, environment, "--version");
        Path classes = work.resolve("home/classes");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Stream<Path> inside = Files.list(classes)) {
                return inside.map(Path::toString).toList().stream().allMatch(each -> each.endsWith(".none"));
            }
        });
        run(0, environment, "--version");
        assertThat(classes).isDirectoryNotContaining("glob:**.lock");
        assertThat(asked).hasContent("asked");
    }

    @Test
    void aServiceIsConfiguredRunsAndEndsWithZeroWhenItIsStopped() throws Exception {
        Path conf = Files.createDirectory(work.resolve("conf"));
        Files.writeString(conf.resolve("application.properties"), "wlcro.scenarios=file:" + work.resolve("mine/*.camel.yaml") + "\n");
        Files.createDirectory(work.resolve("mine"));
        Files.copy(app.resolve("scenarios/nightly-redrive.camel.yaml"), work.resolve("mine/redrive.camel.yaml"));
        Process service = start(Map.of("WLCRO_CONF", conf.toString()), "run", "--sandbox");
        await().atMost(Duration.ofSeconds(60)).until(() -> output().contains("Running nightly-redrive"));
        service.destroy();
        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).as(output()).isZero();
    }

    @Test
    void aNameWithAnAccentIsReadInAnyLocale() throws Exception {
        Files.writeString(work.resolve("Jos\u00e9.csv"), "first_name,last_name,email\nJos\u00e9,N\u00fa\u00f1ez,jose@example.com\n");
        assertThat(run(0, Map.of("LC_ALL", "POSIX"), "import", "create-lead", "--sandbox", "Jos\u00e9.csv")).contains("1 done");
    }

    @Test
    void aMissingComponentIsNamedWithThePlaceToPutIt() throws Exception {
        assertThat(run(2, Map.of(), "run", "--with", "camel-ftp")).contains("camel-ftp is not here", "lib/ext", "-Dwith=camel-ftp");
    }

    @Test
    void aMachineWithoutJavaIsToldWhatToInstall() throws Exception {
        String tools = work.resolve("tools").toString();
        Files.createDirectory(work.resolve("tools"));
        for (String each : List.of("sh", "dirname", "sed", "sort", "readlink", "ls", "locale", "cksum", "tr", "cut")) {
            Files.createSymbolicLink(work.resolve("tools").resolve(each), which(each));
        }
        String told = run(2, Map.of("JAVA_HOME", "", "PATH", tools, "WLCRO_JAVA_PLACES", tools), "--version");
        assertThat(told).contains("No Java 17 or later was found");
    }

    private static Path which(String tool) {
        return Stream.of("/usr/bin", "/bin").map(each -> Path.of(each, tool)).filter(Files::exists).findFirst().orElseThrow();
    }

    @Test
    void itHasManualPagesAndCompletion() {
        assertThat(app.resolve("share/man/man1/wlcro-import.1")).content().contains("wlcro");
        assertThat(app.resolve("share/bash-completion/completions/wlcro")).content().contains("--sandbox");
    }

    @Test
    void everyLinkOfItsDocumentsLeadsToAFileInIt() throws Exception {
        Pattern link = Pattern.compile("]\\((?!http)([^)\\s#]+)");
        List<String> broken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(app)) {
            for (Path page : files.filter(each -> each.toString().endsWith(".md")).toList()) {
                link.matcher(Files.readString(page)).results().map(each -> each.group(1))
                        .filter(target -> !Files.exists(page.resolveSibling(target)))
                        .forEach(target -> broken.add(app.relativize(page) + ": " + target));
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void systemdAcceptsTheServiceUnit() throws Exception {
        String unit = Files.readString(app.resolve("service/wlcro.service"));
        assertThat(unit).contains("ExecStart=/opt/whitelabelcro/bin/wlcro run");
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze here");
        Path installed = work.resolve("wlcro.service");
        Files.writeString(installed, unit.replace("/opt/whitelabelcro", app.toString()));
        Process verify = new ProcessBuilder("/usr/bin/systemd-analyze", "verify", installed.toString()).redirectErrorStream(true).start();
        assertThat(new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        assertThat(verify.waitFor()).isZero();
    }
}
