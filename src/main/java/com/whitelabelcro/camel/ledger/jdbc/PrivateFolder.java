package com.whitelabelcro.camel.ledger.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders for nobody else to look into, where the file system knows such. */
final class PrivateFolder {

    private PrivateFolder() {}

    /** Makes the folder, and those above it, if they are not there; one that is there stays as it is. */
    static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
    }

    /** The mode for what is made there; none where there are no modes. */
    static FileAttribute<?>[] mode(Path path, String mode) {
        return isPosix(path) ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))} : new FileAttribute<?>[0];
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
