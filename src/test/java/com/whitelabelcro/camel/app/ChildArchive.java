package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.model.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class archives of the processes that tests start ({@code target/child}): one of the libraries and, on top of it, one of the
 * classes of the pack and of its tests. Both are created when they are first needed, and again when a dependency changes. After a
 * change of the code the second one is no longer used: creating it again would take longer than it saves in a single test.
 */
final class ChildArchive {

    private static final Path RUNTIME = Path.of("target", "runtime-class-path.txt").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "child").toAbsolutePath();
    private static final Path LIBRARIES = FOLDER.resolve("classes.jsa");
    private static final Path OURS = FOLDER.resolve("ours.jsa");
    private static final Path MADE_OF = FOLDER.resolve("made-of");
    private static final Path OURS_MADE_OF = FOLDER.resolve("ours-made-of");
    private static final long SECONDS = 300;

    private static final String JARS = jars();
    /** The classes of the pack and of its tests. The JVM archives classes of jars only, so there is a jar of each folder, too. */
    private static final List<Path> FOLDERS = ofTests(Files::isDirectory).map(Path::of).toList();
    private static List<Path> usable = List.of();

    private ChildArchive() {}

    /** The runtime libraries as Maven lists them; the class path of the tests if they are not run by Maven. */
    private static String jars() {
        try {
            return Files.exists(RUNTIME) ? Files.readString(RUNTIME).strip()
                    : ofTests(Files::isRegularFile).collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> ofTests(Predicate<Path> which) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(each -> which.test(Path.of(each)));
    }

    /** The class path for these archives: the JVM uses an archive only if the jars that it was made of come first. */
    static String classPath(List<Path> archives) {
        List<String> path = new ArrayList<>(List.of(JARS));
        for (Path each : FOLDERS) {
            path.add((archives.contains(OURS) ? jarOf(each) : each).toString());
        }
        return String.join(File.pathSeparator, path);
    }

    private static Path jarOf(Path folder) {
        return FOLDER.resolve(folder.getFileName() + ".jar");
    }

    /**
     * Creates the archives if there are none, and returns those that can be used. While another of the JVMs that run the tests
     * creates them, which takes half a minute, this one continues without.
     */
    static synchronized List<Path> usable() {
        if (!usable.isEmpty()) {
            return usable;
        }
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel file = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                if (lock != null) {
                    createIfDependenciesChanged();
                    usable = Stream.of(LIBRARIES, OURS).filter(Files::exists)
                            .filter(each -> each.equals(LIBRARIES) || isMadeOf(OURS_MADE_OF, ourCode())).toList();
                }
            }
            return usable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void createIfDependenciesChanged() throws IOException, InterruptedException {
        String libraries = Sha256.of(JARS, System.getProperty("java.vm.version")).hex();
        if (isMadeOf(MADE_OF, libraries)) {
            return;
        }
        for (Path each : List.of(LIBRARIES, OURS)) {
            Files.deleteIfExists(each);
        }
        Path list = FOLDER.resolve("classes.txt");
        // If one of these fails, there is no archive, and processes start as slowly as without one.
        run(classPath(List.of()), "-XX:DumpLoadedClassList=" + list, ChildTraining.class.getName());
        run(JARS, "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + LIBRARIES);
        String code = ourCode();
        for (Path each : FOLDERS) {
            jar("--create", "--no-compress", "--file", jarOf(each).toString(), "-C", each.toString(), ".");
        }
        run(classPath(List.of(LIBRARIES, OURS)), "-XX:SharedArchiveFile=" + LIBRARIES, "-XX:ArchiveClassesAtExit=" + OURS,
                ChildTraining.class.getName());
        Files.writeString(OURS_MADE_OF, code);
        Files.writeString(MADE_OF, libraries);
    }

    private static boolean isMadeOf(Path file, String what) {
        try {
            return Files.exists(file) && Files.readString(file).equals(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hash of the names, sizes and times of all files of the two folders. */
    private static String ourCode() {
        List<String> files = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> inside = Files.walk(folder)) {
                inside.map(Path::toFile).filter(File::isFile)
                        .forEach(each -> files.add(each + " " + each.length() + " " + each.lastModified()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Sha256.of(files.stream().sorted().toArray(String[]::new)).hex();
    }

    private static void jar(String... arguments) throws IOException {
        try (PrintStream output = new PrintStream(FOLDER.resolve("jar.txt").toFile(), StandardCharsets.UTF_8)) {
            ToolProvider.findFirst("jar").ifPresent(jar -> jar.run(output, output, arguments));
        }
    }

    private static void run(String classPath, String... arguments) throws IOException, InterruptedException {
        List<String> command = ChildJvm.java(classPath);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(FOLDER.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WLCRO_") || name.startsWith("JAVA_"));
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
