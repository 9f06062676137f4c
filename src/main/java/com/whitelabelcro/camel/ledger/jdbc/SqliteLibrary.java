package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.HomeFolder;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Loads SQLite's native library from a file in the pack's own folder, to which it is unpacked once for each version. The driver by
 * itself unpacks it at each start to the folder for temporary files, and leaves it there when its process is killed. It still does so
 * if there is no such folder, if libraries must not be loaded from it, and if a host has its own settings for the driver.
 */
final class SqliteLibrary {

    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    private static final String TEMPORARY = "org.sqlite.tmpdir";
    /** Java loads a native library for one class loader only, and an application server may have several, each with a driver. */
    private static final String TAKEN = "com.whitelabelcro.camel.sqlite";

    private SqliteLibrary() {}

    /** @throws Exception if it cannot be loaded at all */
    static void load() throws Exception {
        // The lock of the driver itself, so that no other thread loads it meanwhile with these settings.
        synchronized (SQLiteJDBCLoader.class) {
            Path library = isSetByHost() ? null : unpacked();
            if (library == null || System.getProperties().putIfAbsent(TAKEN, library.toString()) != null) {
                SQLiteJDBCLoader.initialize();
                return;
            }
            System.setProperty(PATH, library.getParent().toString());
            System.setProperty(NAME, library.getFileName().toString());
            try {
                SQLiteJDBCLoader.initialize();
            } finally {
                System.clearProperty(PATH);
                System.clearProperty(NAME);
            }
        }
    }

    private static boolean isSetByHost() {
        return System.getProperty(PATH) != null || System.getProperty(NAME) != null || System.getProperty(TEMPORARY) != null;
    }

    /** The file of this version for this machine; null if it cannot be created. */
    private static Path unpacked() {
        try {
            String name = LibraryLoaderUtil.getNativeLibName();
            URL packed = SQLiteJDBCLoader.class.getResource(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
            String version = "sqlite-" + SQLiteJDBCLoader.getVersion() + "-"
                    + OSInfo.getNativeLibFolderPathForCurrentOS().replaceAll("[^A-Za-z0-9_]", "-");
            return packed == null ? null : unpack(packed, HomeFolder.ofUser().folder().resolve("lib").resolve(version), name);
        } catch (IOException | ConfigurationException | UnsupportedOperationException | SecurityException | LinkageError e) {
            return null;
        }
    }

    private static Path unpack(URL packed, Path folder, String name) throws IOException {
        PrivateFolder.create(folder);
        if (PrivateFolder.isPosix(folder)) {
            // Fails unless this user is the owner, so that a library of another user is not loaded.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        URLConnection connection = packed.openConnection();
        connection.setUseCaches(false);
        Path library = folder.resolve(name);
        long length = connection.getContentLengthLong();
        try (InputStream in = connection.getInputStream()) {
            if (!isWhole(library, length)) {
                write(in, library);
            }
        } catch (IOException e) {
            // Windows does not replace a library that another process has loaded meanwhile; that one is used.
            return isWhole(library, length) ? library : null;
        }
        return library;
    }

    private static boolean isWhole(Path library, long length) throws IOException {
        return Files.exists(library) && (length < 0 || Files.size(library) == length);
    }

    /** Writes to a temporary name first and renames the complete file, because other processes may do the same at this moment. */
    private static void write(InputStream in, Path library) throws IOException {
        Path draft = Files.createTempFile(library.getParent(), library.getFileName() + ".", null,
                PrivateFolder.mode(library, "rwx------"));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            in.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
            channel.close();
            Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
