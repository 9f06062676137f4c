package com.whitelabelcro.camel.inbox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a problem once, and again only if it has changed or was over in between. Thread-safe. */
final class TellOnce {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Map<String, String> told = new ConcurrentHashMap<>();

    /** @param about the file or folder, relative to the inbox */
    void warn(String about, String problem) {
        if (!problem.equals(told.put(about, problem))) {
            LOG.warn("Inbox: {}: {}", about, problem);
        }
    }

    /** There is no problem with this file or folder any more. */
    void over(String about) {
        told.remove(about);
    }

    /** Forgets what is not in the inbox any more. */
    void keep(Set<String> present) {
        told.keySet().retainAll(present);
    }
}
