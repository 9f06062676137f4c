package com.whitelabelcro.camel.ledger.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Whether a process that held the ledger is surely dead, so that a restart after a crash need not wait for the end of
 * its lease. Only Linux tells that: for the same boot, the same PID namespace (a container sees other processes under the
 * same numbers) and the same user (others' may be hidden), by the process's number and the time of its start. Of any
 * other process nothing is sure, and its lease counts.
 */
final class ProcessLiveness {

    private static final String NOT_KNOWN = "";
    /** In /proc/PID/stat, counted after the name: the state, and the start in ticks since the boot. */
    private static final int STATE = 0;
    private static final int START = 19;

    private final Path proc;
    private final String place;
    private final String own;

    private ProcessLiveness(Path proc, String place, String own) {
        this.proc = proc;
        this.place = place;
        this.own = own;
    }

    /**
     * @param proc {@code /proc}; where there is none, nothing is ever sure
     */
    static ProcessLiveness of(Path proc) {
        try {
            String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            String namespace = Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
            String place = boot + "/" + namespace + "/" + System.getProperty("user.name") + "/";
            long pid = ProcessHandle.current().pid();
            return new ProcessLiveness(proc, place, place + pid + "/" + stat(proc, pid)[START]);
        } catch (IOException | RuntimeException e) {
            return new ProcessLiveness(proc, null, NOT_KNOWN);
        }
    }

    /** This process, as another recognises it. */
    String own() {
        return own;
    }

    boolean isSurelyDead(String process) {
        if (place == null || !process.startsWith(place)) {
            return false;
        }
        String[] pidAndStart = process.substring(place.length()).split("/");
        try {
            String[] stat = stat(proc, Long.parseLong(pidAndStart[0]));
            return !stat[START].equals(pidAndStart[1]) || stat[STATE].equals("Z") || stat[STATE].equals("X");
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** What follows the name, which may hold spaces and brackets itself. */
    private static String[] stat(Path proc, long pid) throws IOException {
        String line = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }
}
