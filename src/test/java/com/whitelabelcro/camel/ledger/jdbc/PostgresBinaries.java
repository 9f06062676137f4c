package com.whitelabelcro.camel.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Locates the programs of PostgreSQL: those installed on the machine, otherwise those of a test dependency, unpacked once. */
final class PostgresBinaries {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String PACKED = "/postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /** The folder that holds {@code initdb} and {@code pg_ctl}. */
    static Path folder() throws IOException {
        if (Files.isDirectory(DEBIAN) && !Boolean.getBoolean("wlcro.test.postgres.unpacked")) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                Path newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder()).orElse(null);
                if (newest != null) {
                    return newest;
                }
            }
        }
        return unpacked().resolve("bin");
    }

    /** Outside of the project's folder, which the user that runs the server may not be allowed to read. */
    private static synchronized Path unpacked() throws IOException {
        Path place = Path.of(System.getProperty("java.io.tmpdir"), "wlcro-postgresql-15.6.0");
        if (Files.isDirectory(place)) {
            return place;
        }
        Path fresh = Files.createTempDirectory("wlcro-postgresql");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(PACKED);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
                unpack(each, tar, fresh.resolve(each.getName()).normalize());
            }
        }
        try {
            return Files.move(fresh, place);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            // Another build was faster.
            return place;
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path to) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(to.getParent());
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(to.getParent());
            Files.copy(content, to);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
