package com.whitelabelcro.camel.system;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of this process that belong to the pack. */
public final class PackThreads {

    /** Camel adds the name of the context in front if it creates the thread. */
    private static final Pattern NAME = Pattern.compile("^(Camel .* - )?wlcro-");

    private PackThreads() {}

    public static Stream<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> NAME.matcher(each.getName()).find());
    }

    /** The workers that run a task, without the idle threads of the pool. */
    public static Stream<Thread> busyWorkers() {
        return ours().filter(each -> each.getName().endsWith("wlcro-worker"))
                .filter(each -> Arrays.stream(each.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("getTask")))
                .filter(Thread::isAlive);
    }
}
