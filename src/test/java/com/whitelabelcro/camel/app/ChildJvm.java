package com.whitelabelcro.camel.app;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts another JVM with the classes of the pack and of the tests, and with the libraries that users have. Most of the time of a
 * short process is spent loading classes, so all processes share the archives of {@link ChildArchive}.
 */
public final class ChildJvm {

    private ChildJvm() {}

    /** The command without the options and the main class. */
    public static List<String> command() {
        List<Path> archives = ChildArchive.usable();
        List<String> command = java(ChildArchive.classPath(archives));
        if (!archives.isEmpty()) {
            String files = String.join(File.pathSeparator, archives.stream().map(Path::toString).toList());
            // An archive that does not fit is not used; the JVM must not report this on the streams that tests read.
            command.addAll(List.of("-XX:SharedArchiveFile=" + files, "-Xshare:auto", "-Xlog:disable"));
        }
        return command;
    }

    static List<String> java(String classPath) {
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath));
    }
}
