package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.Accepted.Room;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Stores records to be sent later: all of them, or none. */
final class AcceptOperation implements LedgerOperation<Accepted> {

    /** How long a record without an identity counts as a repeat if the same caller sends the same content. */
    private static final Duration SAME_CALLER = Duration.ofHours(1);

    private static final String TOTAL = "SELECT number FROM wlcro_meta WHERE name = 'queued'";
    private static final String LENGTH = "SELECT number FROM wlcro_queue_size WHERE account = ? AND connection = ?";
    private static final String COLUMNS = "SELECT e.id, e.content, e.caller FROM wlcro_entry e ";
    private static final String LAST_OF_IDENTITY = """
            SELECT e.id, e.content, e.caller, q.entry
            FROM (SELECT id, content, caller FROM wlcro_entry WHERE identity = ? ORDER BY seq DESC LIMIT 1) e
            LEFT JOIN wlcro_queue q ON q.entry = e.id AND q.ended = 0""";
    private static final String LAST_OF_TARGET = COLUMNS + """
            WHERE e.target = ? AND e.created > ? AND e.state NOT IN ('failed', 'discarded')
            ORDER BY e.created DESC, e.id DESC LIMIT 1""";
    private static final String OF_CALLER_NUMBER = "SELECT number FROM wlcro_queue_caller WHERE caller = ?";
    private static final String MORE_OF_CALLER = """
            INSERT INTO wlcro_queue_caller (caller, number) VALUES (?, 1)
              ON CONFLICT (caller) DO UPDATE SET number = wlcro_queue_caller.number + 1""";
    private static final String OF_CALLER = COLUMNS + """
            WHERE e.caller = ? AND e.content = ? AND e.created > ? AND e.account = ? AND e.connection = ?
              AND e.state NOT IN ('failed', 'discarded') ORDER BY e.created DESC LIMIT 1""";
    private final List<QueuedRecord> records;
    private final EntryTable entries;
    private final long window;
    private final long most;
    private final int share;
    private final LongSupplier sequence;

    /** An entry that the record may be a repeat of. */
    private record Earlier(EntryId id, Sha256 content, String caller) {

        static Earlier of(ResultSet row) throws SQLException {
            return new Earlier(new EntryId(row.getLong(1)), Sha256.of(row.getBytes(2)), row.getString(3));
        }
    }

    /** The last entry of an identity; {@code waits} tells whether it is still in the queue. */
    private record Last(Earlier entry, boolean waits) {

        static Last of(ResultSet row) throws SQLException {
            return new Last(Earlier.of(row), row.getObject(4) != null);
        }
    }

    /** The last entries of the identities, each looked up once in a transaction, and replaced by what is stored in it. */
    private static final class LastEntries {

        private final LedgerTransaction tx;
        private final Map<Sha256, Optional<Last>> known = new HashMap<>();

        LastEntries(LedgerTransaction tx) {
            this.tx = tx;
        }

        Optional<Last> of(Sha256 identity) throws SQLException {
            Optional<Last> last = known.get(identity);
            if (last == null) {
                last = tx.first(LAST_OF_IDENTITY, Last::of, (Object) identity.bytes());
                known.put(identity, last);
            }
            return last;
        }

        Optional<Earlier> waiting(Sha256 identity) throws SQLException {
            return of(identity).filter(Last::waits).map(Last::entry);
        }

        void stored(EntryId id, QueuedRecord record) {
            LedgerRequest request = record.request();
            request.identity().ifPresent(identity -> known.put(identity, Optional.of(
                    new Last(new Earlier(id, request.content(), record.caller().orElse(null)), true))));
        }
    }

    /**
     * @param share how much of the queue the caller of the records may occupy, in percent
     * @param window how long a repeat is recognised by the record that was applied last, milliseconds
     * @param most how many records the queue may hold
     * @param sequence provides the sequence numbers of the entries of this process
     */
    AcceptOperation(List<QueuedRecord> records, int share, EntryTable entries, long window, long most, LongSupplier sequence) {
        this.records = records;
        this.entries = entries;
        this.window = window;
        this.most = most;
        this.share = share;
        this.sequence = sequence;
    }

    /** How many records of a caller the queue may hold: of a small queue, a small share is still one record. */
    static long capacity(long most, int share) {
        return Math.max(1, most * share / 100);
    }

    @Override
    public Accepted in(LedgerTransaction tx) throws SQLException {
        Room room = tx.first(TOTAL, row -> row.getLong(1)).orElse(0L) + records.size() > most ? Room.QUEUE_FULL
                : isShareFull(tx) ? Room.SHARE_FULL : Room.ENOUGH;
        if (room != Room.ENOUGH) {
            return new Accepted(List.of(), new TreeMap<>(), room);
        }
        LastEntries last = new LastEntries(tx);
        Map<Integer, BeginResult> known = new HashMap<>();
        Map<Sha256, Integer> inList = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            LedgerRequest record = records.get(i).request();
            Optional<BeginResult> result = known(tx, last, record).or(() -> otherInList(record, inList));
            if (result.isPresent()) {
                known.put(i, result.get());
            } else if (record.identity().isPresent()) {
                inList.put(record.identity().get(), i);
            }
        }
        SortedMap<Integer, BeginResult> refused = new TreeMap<>(known);
        refused.values().removeIf(each -> each instanceof BeginResult.Duplicate);
        if (!refused.isEmpty()) {
            return new Accepted(List.of(), refused, Room.ENOUGH);
        }
        List<BeginResult> results = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            results.add(known.containsKey(i) ? known.get(i) : queued(tx, last, records.get(i)));
        }
        return new Accepted(results, new TreeMap<>(), Room.ENOUGH);
    }

    /** Whether the caller of the records has as many in the queue as it may. */
    private boolean isShareFull(LedgerTransaction tx) throws SQLException {
        Optional<String> caller = records.get(0).caller();
        return share < 100 && caller.isPresent()
                && tx.first(OF_CALLER_NUMBER, row -> row.getLong(1), caller.get()).orElse(0L) + records.size() > capacity(most, share);
    }

    /**
     * What the ledger already knows about a record. As long as another record of its identity is queued, the outcome of that one
     * is unknown; a record that could only duplicate or correct it is therefore refused.
     */
    private Optional<BeginResult> known(LedgerTransaction tx, LastEntries last, LedgerRequest record) throws SQLException {
        if (record.force() || record.identity().isEmpty()) {
            return Optional.empty();
        }
        Sha256 identity = record.identity().get();
        Optional<Earlier> queued = last.waiting(identity);
        if (queued.isPresent()) {
            return queued.filter(each -> onlyDuplicates(record, each.content()))
                    .map(each -> new BeginResult.OtherIsQueued(each.id()));
        }
        KnownRecord ledger = new KnownRecord(tx, record, entries, window);
        return last.of(identity).isEmpty() ? ledger.findForNewIdentity() : ledger.find(entries.lastApplied(tx, identity));
    }

    /** @param before the position of the last earlier record in the list, by identity */
    private Optional<BeginResult> otherInList(LedgerRequest record, Map<Sha256, Integer> before) {
        return record.identity().map(before::get).filter(other -> onlyDuplicates(record, records.get(other).request().content()))
                .map(BeginResult.OtherInList::new);
    }

    /** Whether a record could only duplicate an unsent record with the same identity and this content. */
    private static boolean onlyDuplicates(LedgerRequest record, Sha256 other) {
        return !record.force() && !record.repeatable() && !other.equals(record.content());
    }

    private BeginResult queued(LedgerTransaction tx, LastEntries last, QueuedRecord record) throws SQLException {
        LedgerRequest request = record.request();
        byte[] account = request.account().map(AccountId::bytes).orElseThrow();
        Optional<Earlier> same = request.force() ? Optional.empty() : same(tx, last, record);
        if (same.isPresent()) {
            long length = tx.first(LENGTH, row -> row.getLong(1), account, request.connection()).orElse(0L);
            return new BeginResult.Queued(same.get().id(), length, true);
        }
        EntryId id = EntryId.of(tx.owner(), sequence.getAsLong());
        entries.insert(tx, id, request, EntryState.QUEUED, false, 0, record.caller().orElse(null));
        last.stored(id, record);
        if (record.caller().isPresent()) {
            tx.update(MORE_OF_CALLER, record.caller().get());
        }
        long length = QueueRows.insert(tx, id, request, record.replyTo().orElse(null),
                StoredText.write(entries.cipher(), id, record.stored()));
        return new BeginResult.Queued(id, length, false);
    }

    /** The record in the ledger that this one repeats. */
    private Optional<Earlier> same(LedgerTransaction tx, LastEntries lastEntries, QueuedRecord record) throws SQLException {
        LedgerRequest request = record.request();
        Optional<Earlier> last = Optional.empty();
        if (request.identity().isPresent()) {
            last = lastEntries.waiting(request.identity().get());
        } else if (record.caller().isPresent() && !request.repeatable()) {
            return tx.first(OF_CALLER, Earlier::of, record.caller().get(), request.content().bytes(),
                    tx.now() - SAME_CALLER.toMillis(), request.account().map(AccountId::bytes).orElseThrow(), request.connection());
        } else if (record.caller().isPresent() && request.target().isPresent()) {
            last = tx.first(LAST_OF_TARGET, Earlier::of, request.target().get().bytes(), tx.now() - SAME_CALLER.toMillis())
                    .filter(each -> record.caller().get().equals(each.caller()));
        }
        return last.filter(each -> each.content().equals(request.content()));
    }
}
