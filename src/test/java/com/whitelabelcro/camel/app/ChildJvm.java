package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.model.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts another JVM with the classes of the pack and of the tests, and with the libraries that users have. Most of the time of a
 * short process is spent loading classes, so all processes share an archive of the classes in jars
 * ({@code target/child}). It is created when it is first needed, and again when a dependency changes.
 */
public final class ChildJvm {

    private static final Path RUNTIME = Path.of("target", "runtime-class-path.txt").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "child").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final Path MADE_OF = FOLDER.resolve("made-of");
    private static final long SECONDS = 300;

    private ChildJvm() {}

    /** The command without the options and the main class. */
    public static List<String> command() {
        boolean made = Archive.makeOnce();
        List<String> command = java(Archive.JARS + File.pathSeparator + Archive.FOLDERS);
        if (made && Files.exists(ARCHIVE)) {
            // An archive that does not fit is not used; the JVM must not report this on the streams that tests read.
            command.addAll(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto", "-Xlog:disable"));
        }
        return command;
    }

    private static List<String> java(String classPath) {
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath));
    }

    /** The JVM archives classes of jars only, and uses an archive if its jars come first in the class path. */
    private static final class Archive {

        static final String JARS = jars();
        static final String FOLDERS = ofTests(Files::isDirectory);
        private static boolean made;

        /** The runtime libraries as Maven lists them; the class path of the tests if they are not run by Maven. */
        private static String jars() {
            try {
                return Files.exists(RUNTIME) ? Files.readString(RUNTIME).strip() : ofTests(Files::isRegularFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String ofTests(Predicate<Path> which) {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(each -> which.test(Path.of(each))).collect(Collectors.joining(File.pathSeparator));
        }

        /**
         * Creates the archive if there is none, and returns whether it can be used. While another of the JVMs that run the tests
         * creates it, which takes half a minute, this one continues without.
         */
        static synchronized boolean makeOnce() {
            if (made) {
                return true;
            }
            try {
                Files.createDirectories(FOLDER);
                try (FileChannel file = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE); FileLock lock = file.tryLock()) {
                    if (lock != null) {
                        makeIfDependenciesChanged();
                        made = true;
                    }
                }
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void makeIfDependenciesChanged() throws IOException, InterruptedException {
            String madeOf = Sha256.of(JARS, System.getProperty("java.vm.version")).hex();
            if (Files.exists(MADE_OF) && Files.readString(MADE_OF).equals(madeOf)) {
                return;
            }
            Files.deleteIfExists(ARCHIVE);
            Path list = FOLDER.resolve("classes.txt");
            // If either fails, there is no archive, and processes start as slowly as without one.
            run(JARS + File.pathSeparator + FOLDERS, "-XX:DumpLoadedClassList=" + list, ChildTraining.class.getName());
            run(JARS, "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + ARCHIVE);
            Files.writeString(MADE_OF, madeOf);
        }

        private static void run(String classPath, String... arguments) throws IOException, InterruptedException {
            List<String> command = java(classPath);
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
}
