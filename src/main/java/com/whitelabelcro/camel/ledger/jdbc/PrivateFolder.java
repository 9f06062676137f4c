package com.whitelabelcro.camel.ledger.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates folders that only their owner may read, where the file system supports that. */
final class PrivateFolder {

    private PrivateFolder() {}

    /** Creates the folder and its parents if they do not exist. An existing folder stays as it is. */
    static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
    }

    /** The mode for files created there; none if the file system has no modes. */
    static FileAttribute<?>[] mode(Path path, String mode) {
        return isPosix(path) ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))} : new FileAttribute<?>[0];
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
