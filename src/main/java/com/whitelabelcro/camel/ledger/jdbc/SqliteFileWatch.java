package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Watches the files of an SQLite ledger in use: the database, its write-ahead log ({@code -wal}) and the index of the log
 * ({@code -shm}). SQLite continues to write to files that were deleted or replaced, and what it writes would be lost. SQLite itself
 * removes the log and its index only when the last connection is closed, so they cannot disappear while this one is open.
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

    /** To be called before a connection is opened. While there was none, another process may have removed the log. */
    void beforeOpening() {
        logKey = null;
        indexKey = null;
    }

    /** To be called after a connection was opened. From now on, the database file must stay the same. */
    void opened() {
        if (fileKey == null) {
            fileKey = key(file);
        }
    }

    /** To be called after a transaction has begun: the connection now has the log and its index open. */
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
     * @throws LedgerException if what is written now would be lost
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
                // SQLite never shortens the file.
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

    /** The identity of a file; null if it does not exist, or on a file system without file identities. */
    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
