package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.connection.HomeFolder;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Makes the ledger's file and its folder, for nobody else to read. SQLite gives the files beside it (-wal, -shm) the
 * same mode. The file is never opened here: closing it would drop SQLite's own locks on it in this process.
 */
final class LedgerFile {

    private static final Set<PosixFilePermission> OURS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private LedgerFile() {}

    static void prepare(Path file) {
        try {
            PrivateFolder.create(folder(file));
            if (Files.isDirectory(file)) {
                throw notThere(file, "is a folder");
            }
            boolean posix = Files.getFileStore(folder(file)).supportsFileAttributeView("posix");
            create(file, posix);
            if (posix) {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    tighten(file.resolveSibling(file.getFileName() + suffix));
                }
            }
        } catch (IOException e) {
            throw notThere(file, "cannot be created");
        }
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
        if (Files.exists(file)) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.retainAll(OURS)) {
                Files.setPosixFilePermissions(file, mode);
            }
        }
    }

    private static Path folder(Path file) {
        return file.getParent() == null ? Path.of(".") : file.getParent();
    }

    private static LedgerException notThere(Path file, String what) {
        return new LedgerException(Reason.NOT_WRITABLE, "The ledger file " + file + " " + what + ". Check"
                + " that this user may write its folder, or set wlcro.ledger.url, or " + HomeFolder.VARIABLE + ", to another place");
    }
}
