package com.whitelabelcro.camel.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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
