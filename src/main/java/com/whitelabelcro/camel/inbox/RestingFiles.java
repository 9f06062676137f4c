package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.inbox.InboxFile.FileState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells which files have not changed for a while. A file whose writer pauses for a moment must not be taken, and its time of change
 * alone does not tell: it may be older than the file is here. Not thread-safe.
 */
final class RestingFiles {

    private final Map<Path, Since> states = new HashMap<>();
    private final long rest;
    private final LongSupplier clock;

    private record Since(FileState state, long time) {}

    /**
     * @param rest for how long a file must not have changed, nanoseconds
     * @param clock monotonic clock, in nanoseconds
     */
    RestingFiles(long rest, LongSupplier clock) {
        this.rest = rest;
        this.clock = clock;
    }

    /** Looks at a file, and tells whether it has rested. False if it is gone. */
    boolean hasRested(Path file) {
        try {
            FileState now = FileState.of(file);
            Since before = states.get(file);
            if (before == null || !before.state().equals(now)) {
                before = new Since(now, clock.getAsLong());
                states.put(file, before);
            }
            return clock.getAsLong() - before.time() >= rest;
        } catch (IOException e) {
            states.remove(file);
            return false;
        }
    }

    /** Forgets all files but these. */
    void keep(Collection<InboxFile> present) {
        Set<Path> paths = present.stream().map(InboxFile::path).collect(Collectors.toSet());
        states.keySet().retainAll(paths);
    }
}
