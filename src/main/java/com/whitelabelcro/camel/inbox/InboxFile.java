package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.action.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file in the inbox.
 *
 * @param path where it is
 * @param name its path within the inbox, for messages
 * @param connection the connection that it is imported with
 * @param action the action that is called for each of its rows
 */
record InboxFile(Path path, String name, String connection, Action action) {

    /** The ready file, which shows that this file is complete. */
    Path ready() {
        return path.resolveSibling(path.getFileName() + InboxScan.READY);
    }

    /** The destination folder: one for files whose rows were all applied, another for the others. */
    Path folder(boolean done) {
        return path.resolveSibling(done ? InboxScan.DONE : InboxScan.FAILED);
    }

    /** A hidden folder for the temporary files of the import of this file. */
    Path work() {
        return path.resolveSibling("." + path.getFileName() + InboxScan.WORK);
    }

    /**
     * By what it is noticed that a file was changed, or that another one has taken its place.
     *
     * @param size bytes
     * @param modified when it was changed, as text
     * @param key the number that the file system knows it by; empty if it has none
     */
    record FileState(long size, String modified, String key) {

        /** @throws IOException if the file cannot be looked at, for instance because it is gone */
        static FileState of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new FileState(found.size(), found.lastModifiedTime().toString(), found.fileKey() == null ? "" : found.fileKey().toString());
        }
    }
}
