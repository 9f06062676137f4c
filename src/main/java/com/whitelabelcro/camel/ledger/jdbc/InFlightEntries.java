package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What this process has begun and not ended: the entries that somebody works on, and the outcomes that could not be
 * written down and are still to be. An entry in flight that is ours and that nobody works on is treated as a dead
 * process's.
 */
final class InFlightEntries {

    private final Set<EntryId> worked = ConcurrentHashMap.newKeySet();
    private final Map<EntryId, EndOperation> unwritten = new ConcurrentHashMap<>();

    /** To be told by one {@link BeginOperation} which entry it makes, and to be undone if that does not take place. */
    final class Begun implements Consumer<EntryId> {

        private final AtomicReference<EntryId> entry = new AtomicReference<>();

        /** May be called again, if the transaction was rolled back. */
        @Override
        public void accept(EntryId made) {
            undo();
            worked.add(made);
            entry.set(made);
        }

        void undo() {
            EntryId made = entry.getAndSet(null);
            if (made != null) {
                worked.remove(made);
            }
        }
    }

    boolean isWorkedOn(EntryId entry) {
        return worked.contains(entry);
    }

    /** Nobody works on it any more, and how it ended is on disk. */
    void written(EntryId entry) {
        worked.remove(entry);
        unwritten.remove(entry);
    }

    /** Nobody works on it any more, and how it ended is not on disk. */
    void unwritten(EntryId entry, EndOperation end) {
        unwritten.put(entry, end);
        worked.remove(entry);
    }

    List<EndOperation> unwritten() {
        return List.copyOf(unwritten.values());
    }
}
