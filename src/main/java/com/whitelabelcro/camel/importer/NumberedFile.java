package com.whitelabelcro.camel.importer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is made when the first text is written to it, readable for its owner only, and that never takes the place of
 * another one: {@code contacts.csv.failed.jsonl}, or, if that is there already, {@code contacts.csv.failed.2.jsonl} and so on.
 */
final class NumberedFile implements Closeable {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path directory;
    private final String stem;
    private final String extension;
    private Path path;
    private FileChannel channel;

    NumberedFile(Path directory, String stem, String extension) {
        this.directory = directory;
        this.stem = stem;
        this.extension = extension;
    }

    /**
     * Writes a text as a whole, or not at all.
     *
     * @param first what stands before the first text
     */
    void write(String first, String text) throws IOException {
        String all = channel == null ? first + text : text;
        if (channel == null) {
            create();
        }
        ByteBuffer bytes = ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8));
        long before = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // A half line would be an unreadable row.
            channel.truncate(before);
            throw e;
        }
    }

    private void create() throws IOException {
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
        for (int number = 1; channel == null; number++) {
            Path candidate = directory.resolve(stem + (number == 1 ? "" : "." + number) + extension);
            try {
                channel = FileChannel.open(candidate,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
                path = candidate;
            } catch (FileAlreadyExistsException e) {
                // Try the next number.
            }
        }
    }

    /** The file, if it has been needed. */
    Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
