package com.whitelabelcro.camel.law;

import java.util.stream.Stream;

/** The threads of this process that belong to the pack. */
public final class Threads {

    private Threads() {}

    public static Stream<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().startsWith("wlcro-"));
    }
}
