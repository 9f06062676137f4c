package com.whitelabelcro.camel.system;

import java.util.Arrays;
import java.util.stream.Stream;

/** The threads of this process that belong to the pack. */
public final class PackThreads {

    private PackThreads() {}

    public static Stream<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().startsWith("wlcro-"));
    }

    /** Those of our workers that are at work, and not merely kept for the next who needs one. */
    public static Stream<Thread> busyWorkers() {
        return ours().filter(each -> each.getName().startsWith("wlcro-worker"))
                .filter(each -> Arrays.stream(each.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("getTask")))
                .filter(Thread::isAlive);
    }
}
