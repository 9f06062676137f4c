package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The files of an SQLite ledger that is in use: the database, and beside it the log of what was committed last
 * ({@code -wal}) and the index of that log ({@code -shm}). SQLite goes on writing to files that were deleted or replaced,
 * and nobody would ever see that again. It removes the log and its index itself only when the last connection to the
 * database is closed, so they cannot vanish by themselves while ours is open.
 */
final class SqliteFileWatch {

    private static final String WHILE_IN_USE = " while it was in use";

    private final Path file;
    private final Path log;
    private final Path index;
    private Object fileKey;
    private Object logKey;
    private Object indexKey;
    private long size;

    /** @param file the database file */
    SqliteFileWatch(Path file) {
        this.file = file;
        this.log = beside("-wal");
        this.index = beside("-shm");
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** A connection is about to be opened. As long as there was none, another process may have removed the log. */
    void beforeOpening() {
        logKey = null;
        indexKey = null;
    }

    /** A connection is open: from now on the database file must stay the same. */
    void opened() {
        if (fileKey == null) {
            fileKey = key(file);
        }
    }

    /** A transaction has begun: the connection now holds the log and its index. */
    void begun() {
        if (logKey == null || indexKey == null) {
            logKey = key(log);
            indexKey = key(index);
        }
    }

    /** Whether the log was deleted and the database file is still there, so that what the log held can be saved. */
    boolean isOnlyTheLogGone() {
        return logKey != null && Files.notExists(log) && fileKey != null && fileKey.equals(key(file));
    }

    /**
     * @param open whether a connection is open
     * @throws LedgerException if what is written would be lost
     */
    void check(boolean open) {
        if (fileKey == null) {
            return;
        }
        try {
            BasicFileAttributes present = Files.readAttributes(file, BasicFileAttributes.class);
            if (!fileKey.equals(present.fileKey())) {
                throw lost(file, "deleted or replaced");
            } else if (present.size() < size) {
                // It never becomes shorter by itself.
                throw lost(file, "cut off");
            }
            size = present.size();
        } catch (NoSuchFileException e) {
            throw lost(file, "deleted or replaced");
        } catch (IOException e) {
            throw new LedgerException(Reason.NOT_WRITABLE, "The ledger file " + file + " cannot be looked at any more."
                    + " Check that this user may read its folder");
        }
        if (open) {
            mustBe(logKey, log);
            mustBe(indexKey, index);
        }
    }

    private static void mustBe(Object known, Path file) {
        if (known != null && !known.equals(key(file))) {
            throw lost(file, "deleted or replaced");
        }
    }

    private static LedgerException lost(Path file, String what) {
        return new LedgerException(Reason.DAMAGED, "The ledger file " + file + " was " + what + WHILE_IN_USE);
    }

    /** Null where files have no identity, and for a file that is not there. */
    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
