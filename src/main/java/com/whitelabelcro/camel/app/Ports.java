package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.config.HomeFolder;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Finds out whether a port is free before Camel's servers listen on it, because they only log that it is not. Two processes that
 * start at the same moment would both find it free; therefore each locks the ports that it is about to use, by number, in a file
 * of the home folder. Without such a folder there is only the check. Not thread-safe.
 */
final class Ports implements AutoCloseable {

    private static final String FILE = "ports.lock";

    private FileChannel locks;

    /**
     * Reserves a port that is free.
     *
     * @param port the port; 0 for any
     * @return the port
     * @throws IOException if it is taken or not allowed
     * @throws IllegalArgumentException if it is not a port
     */
    int reserve(String host, int port) throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
            free = probe.getLocalPort();
        }
        if (!lock(free)) {
            throw new IOException("Another process is about to use it");
        }
        return free;
    }

    private boolean lock(int port) throws IOException {
        if (locks == null) {
            locks = open();
        }
        try {
            return locks == null || locks.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            // This process already holds the lock.
            return true;
        }
    }

    private static FileChannel open() {
        try {
            Path folder = HomeFolder.ofUser().folder();
            return Files.isDirectory(folder)
                    ? FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE) : null;
        } catch (IOException | ConfigurationException e) {
            return null;
        }
    }

    /** Releases the ports; the end of the process does so, too. */
    @Override
    public void close() {
        try {
            if (locks != null) {
                locks.close();
            }
        } catch (IOException e) {
            // They are released when the process ends.
        }
    }
}
