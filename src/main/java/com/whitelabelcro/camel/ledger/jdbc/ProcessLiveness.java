package com.whitelabelcro.camel.ledger.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Finds out whether a process that held the ledger is certainly dead, so that a restart after a crash need not wait until its lease
 * expires. Only Linux can tell, by the process id and the start time, and only for the same boot, the same PID namespace (a container
 * has other processes under the same ids) and the same user (those of others may be hidden). For any other process, its lease counts.
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
     * @param proc {@code /proc}; if it does not exist, no process is certainly dead
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

    /** How other processes recognise this one. */
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

    /** The fields after the name, which may contain spaces and brackets itself. */
    private static String[] stat(Path proc, long pid) throws IOException {
        String line = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }
}
