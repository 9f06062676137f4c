package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.HomeFolder;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Creates the ledger's file and its folder, readable by this user only. SQLite gives the files beside it (-wal, -shm) the same mode.
 * The file is never opened here, because closing it would drop SQLite's own locks on it in this process.
 */
final class LedgerFile {

    private static final Set<PosixFilePermission> OURS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final String MAY_WRITE = "Check that this user may write the file and its folder, and that its disk is not"
            + " mounted read-only";

    private LedgerFile() {}

    static void prepare(Path file) {
        try {
            PrivateFolder.create(folder(file));
            if (Files.isDirectory(file)) {
                throw unusable(file, "is a folder", "Set wlcro.ledger.url to a file in it");
            }
            mustBeWritable(file);
            boolean posix = Files.getFileStore(folder(file)).supportsFileAttributeView("posix");
            create(file, posix);
            if (posix) {
                for (Path each : withThoseBeside(file)) {
                    tighten(each);
                }
            }
        } catch (IOException e) {
            throw unusable(file, "cannot be created", "Check that this user may write its folder");
        }
    }

    /** SQLite has to write the file, those beside it, and the folder in which it creates them. */
    private static void mustBeWritable(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        for (Path each : withThoseBeside(file)) {
            try {
                each.getFileSystem().provider().checkAccess(each, AccessMode.WRITE);
            } catch (NoSuchFileException e) {
                // SQLite creates the files beside it, and another process may remove them at this moment.
            } catch (IOException e) {
                throw unusable(each, "cannot be written", MAY_WRITE);
            }
        }
        if (!Files.isWritable(folder(file))) {
            throw unusable(file, "cannot be written, for nothing can be made in its folder", MAY_WRITE);
        }
    }

    private static List<Path> withThoseBeside(Path file) {
        return Stream.of("", "-wal", "-shm").map(suffix -> file.resolveSibling(file.getFileName() + suffix)).toList();
    }

    private static void create(Path file, boolean posix) throws IOException {
        try {
            if (posix) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OURS));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // The usual case.
        }
    }

    private static void tighten(Path file) throws IOException {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.retainAll(OURS)) {
                setMode(file, mode);
            }
        } catch (NoSuchFileException e) {
            // See mustBeWritable.
        }
    }

    private static void setMode(Path file, Set<PosixFilePermission> mode) throws NoSuchFileException {
        try {
            Files.setPosixFilePermissions(file, mode);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw unusable(file, "is open to other users, and belongs to another one",
                    "Run this as its owner, or make it this user's own (chown)");
        }
    }

    private static Path folder(Path file) {
        return file.getParent() == null ? Path.of(".") : file.getParent();
    }

    private static LedgerException unusable(Path file, String what, String todo) {
        return new LedgerException(Reason.NOT_WRITABLE, "The ledger file " + file + " " + what + ". " + todo
                + ", or set wlcro.ledger.url, or " + HomeFolder.VARIABLE + ", to another place");
    }
}
