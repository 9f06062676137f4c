package com.whitelabelcro.camel.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes are certainly dead, with a fake /proc. */
@Fast
class ProcessLivenessTest {

    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    private Path proc;

    @BeforeEach
    void writeProcFiles() throws Exception {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.createDirectories(proc.resolve("self/ns"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[1]"));
        process(PID, "S", 100);
    }

    private void process(long pid, String state, int start) throws Exception {
        Files.createDirectories(proc.resolve("" + pid));
        Files.writeString(proc.resolve(pid + "/stat"), pid + " (a (b) c) " + state + " 1".repeat(18) + " " + start + " 0");
    }

    @Test
    void aRunningProcessIsNotDead() {
        ProcessLiveness presence = ProcessLiveness.of(proc);
        assertThat(presence.own()).endsWith("/" + PID + "/100");
        assertThat(presence.isSurelyDead(presence.own())).isFalse();
    }

    @Test
    void aProcessWhoseIdIsUnusedReusedOrAZombieIsDead() throws Exception {
        ProcessLiveness presence = ProcessLiveness.of(proc);
        String place = presence.own().replace(PID + "/100", "");
        process(7_000_001, "Z", 5);
        process(7_000_002, "R", 6);
        assertThat(presence.isSurelyDead(place + "7000000/5")).isTrue();
        assertThat(presence.isSurelyDead(place + "7000001/5")).isTrue();
        assertThat(presence.isSurelyDead(place + "7000002/5")).isTrue();
        assertThat(presence.isSurelyDead(place + "7000002/6")).isFalse();
    }

    @Test
    void nothingIsCertainAboutAProcessOfAnotherBootContainerOrUser() {
        ProcessLiveness presence = ProcessLiveness.of(proc);
        String dead = presence.own().replace(PID + "/100", "7000000/5");
        assertThat(presence.isSurelyDead(dead.replace("boot-1", "boot-2"))).isFalse();
        assertThat(presence.isSurelyDead(dead.replace("[1]", "[2]"))).isFalse();
        assertThat(presence.isSurelyDead(dead.replace("/" + System.getProperty("user.name") + "/", "/other/"))).isFalse();
        assertThat(presence.isSurelyDead("")).isFalse();
    }

    @Test
    void withoutProcNothingIsCertain() {
        ProcessLiveness nowhere = ProcessLiveness.of(proc.resolve("nowhere"));
        assertThat(nowhere.own()).isEmpty();
        assertThat(nowhere.isSurelyDead(ProcessLiveness.of(proc).own())).isFalse();
    }
}
