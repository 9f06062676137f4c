package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The entries that this process has begun and not yet ended, and what could not be stored yet: outcomes, and ends of claims. An
 * entry in flight of this process that is neither begun nor has such an outcome is treated like one of a dead process.
 */
final class InFlightEntries {

    private final Set<EntryId> worked = ConcurrentHashMap.newKeySet();
    private final Map<EntryId, EndOperation> unwritten = new ConcurrentHashMap<>();
    private final Queue<LedgerOperation<Boolean>> claims = new ConcurrentLinkedQueue<>();

    /** Receives the entry of one {@link BeginOperation}; {@link #undo} forgets it if the operation fails. */
    final class Begun implements Consumer<EntryId> {

        private final AtomicReference<EntryId> entry = new AtomicReference<>();

        /** May be called again after the transaction was rolled back. */
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

    /** The entry has ended, and its outcome is stored. */
    void written(EntryId entry) {
        worked.remove(entry);
        unwritten.remove(entry);
    }

    /** The entry has ended, and its outcome could not be stored yet. */
    void unwritten(EntryId entry, EndOperation end) {
        unwritten.put(entry, end);
        worked.remove(entry);
    }

    List<EndOperation> unwritten() {
        return List.copyOf(unwritten.values());
    }

    /** The end of a claim of the queue could not be stored yet. */
    void unwrittenClaim(LedgerOperation<Boolean> end) {
        claims.add(end);
    }

    /** Returns the ends of claims that could not be stored, and forgets them. */
    List<LedgerOperation<Boolean>> takeUnwrittenClaims() {
        List<LedgerOperation<Boolean>> taken = new ArrayList<>();
        for (LedgerOperation<Boolean> next = claims.poll(); next != null; next = claims.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
