package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Stores the queue in rows of a table. */
final class QueueTable implements RecordQueue {

    private static final String STATUS = """
            SELECT id, action, connection, state, status, answer, reason, error, attempts, created, ended, caller
            FROM wlcro_entry WHERE id = ?""";
    static final String LENGTHS = """
            SELECT s.account, s.connection, s.number, (SELECT q.created FROM wlcro_queue q
              WHERE q.account = s.account AND q.connection = s.connection AND q.ended = 0 ORDER BY q.position LIMIT 1)
            FROM wlcro_queue_size s WHERE s.number > 0""";
    private static final String CLAIMABLE = """
            SELECT q.entry, q.account, q.connection, q.forced, q.tries, q.reply_to, q.stored, e.action, e.body, e.identity
            FROM wlcro_queue q JOIN wlcro_entry e ON e.id = q.entry WHERE""" + " ";
    static final String NEXT = CLAIMABLE + """
            q.account = ? AND q.connection = ? AND q.owner IS NULL AND q.head = 1 AND q.due <= ? AND e.action IN (%s)
            ORDER BY q.raised DESC, q.position LIMIT ?""";
    private static final String REPLIES = CLAIMABLE
            + "q.ended = 1 AND q.owner IS NULL AND q.due <= ? AND q.reply_to = ? ORDER BY q.due LIMIT ?";
    private static final String CLAIM = "UPDATE wlcro_queue SET owner = ?, tries = tries + 1 WHERE entry = ?";
    private static final String STATE = """
            SELECT e.state FROM wlcro_entry e JOIN wlcro_queue q ON q.entry = e.id
            WHERE e.id = ? AND q.owner = ? AND q.ended = 0""";
    private static final String FAILED_SCENARIO =
            "SELECT action, identity FROM wlcro_entry WHERE id = ? AND connection = ? AND listed = 1 AND body IS NOT NULL";
    private static final String REQUEUE = """
            UPDATE wlcro_entry SET state = 'queued', listed = 0, recovered = 0, reason = NULL, error = NULL, ended = NULL
            WHERE id = ?""";
    private static final String GIVE_UP = """
            UPDATE wlcro_entry SET state = ?, listed = 1, status = ?, reason = ?, error = ?, ended = ? WHERE id = ?""";

    private final Supplier<LedgerSession> session;
    private final EntryTable entries;
    private final long window;
    private final long most;
    private final LongSupplier sequence;
    private final QueueListeners listeners;
    private final QueueRoom room;

    /**
     * @param session the open ledger, which changes when the ledger is opened again
     * @param window how long a repeat is recognised by the record that was applied last, milliseconds
     * @param most how many records the queue may hold
     * @param sequence provides the sequence numbers of the entries of this process
     */
    QueueTable(Supplier<LedgerSession> session, EntryTable entries, long window, long most, LongSupplier sequence,
            QueueListeners listeners, QueueRoom room) {
        this.session = session;
        this.entries = entries;
        this.window = window;
        this.most = most;
        this.sequence = sequence;
        this.listeners = listeners;
        this.room = room;
    }

    private GroupCommitWriter writer() {
        return session.get().writer();
    }

    @Override
    public CompletionStage<Accepted> accept(List<QueuedRecord> records, int share) {
        AcceptOperation accept = new AcceptOperation(records, share, entries, window, most, sequence);
        return writer().submitBegin(accept, records.get(0).request()).thenApply(accepted -> {
            room.accepted(accepted);
            if (accepted.isStored()) {
                records.stream().map(each -> QueueLine.of(each.request())).distinct().forEach(listeners::filled);
            }
            return accepted;
        });
    }

    @Override
    public long capacity(int share) {
        return AcceptOperation.capacity(most, share);
    }

    @Override
    public CompletionStage<Optional<RecordStatus>> status(EntryId entry, Optional<String> caller) {
        return writer().submit(tx -> tx.first(STATUS, row -> status(row, caller), entry.value()).flatMap(each -> each));
    }

    private Optional<RecordStatus> status(ResultSet row, Optional<String> caller) throws SQLException {
        if (caller.isPresent() && !caller.get().equals(row.getString("caller"))) {
            return Optional.empty();
        }
        EntryId id = new EntryId(row.getLong("id"));
        byte[] answer = entries.cipher().open(id, row.getBytes("answer"));
        long ended = row.getLong("ended");
        boolean open = row.wasNull();
        return Optional.of(new RecordStatus(id, row.getString("action"), row.getString("connection"),
                EntryState.of(row.getString("state")),
                Optional.ofNullable(answer == null ? null : new StoredAnswer(row.getInt("status"), answer)),
                Optional.ofNullable(entries.failure(row, id)), row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("created")), open ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended))));
    }

    @Override
    public CompletionStage<List<QueueLength>> lengths() {
        return writer().submit(tx -> tx.rows(LENGTHS, row -> new QueueLength(
                new QueueLine(AccountId.of(row.getBytes(1)), row.getString(2)), row.getLong(3),
                Duration.ofMillis(Math.max(0, tx.now() - row.getLong(4)))))).thenApply(lengths -> {
                    room.counted(lengths);
                    return lengths;
                });
    }

    @Override
    public CompletionStage<List<ClaimedRecord>> claim(QueueLine line, Collection<String> actions, int most) {
        String sql = NEXT.replace("%s", places(actions));
        return writer().submit(tx -> {
            List<Object> values = new ArrayList<>(List.of(line.account().bytes(), line.connection(), tx.now()));
            values.addAll(actions);
            values.add(most);
            return claim(tx, tx.rows(sql, this::claimed, values.toArray()));
        });
    }

    private static String places(Collection<String> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    /** Writes nothing if there is nothing to claim. */
    private static List<ClaimedRecord> claim(LedgerTransaction tx, List<ClaimedRecord> next) throws SQLException {
        for (ClaimedRecord each : next) {
            tx.update(CLAIM, tx.owner(), each.id().value());
        }
        return next;
    }

    private ClaimedRecord claimed(ResultSet row) throws SQLException {
        EntryId id = new EntryId(row.getLong(1));
        byte[] body = entries.cipher().open(id, row.getBytes(9));
        return new ClaimedRecord(id, new QueueLine(AccountId.of(row.getBytes(2)), row.getString(3)), row.getString(8),
                body == null ? new byte[0] : body, Optional.ofNullable(row.getBytes(10)).map(Sha256::of), row.getInt(4) == 1,
                row.getInt(5), Optional.ofNullable(row.getString(6)), StoredText.read(entries.cipher(), id, row.getBytes(7)));
    }

    @Override
    public CompletionStage<Boolean> release(EntryId entry, Optional<Failure> failure, Duration rest) {
        return session.get().endClaim(tx -> release(tx, entry, failure, rest)).thenApply(released -> {
            if (released && failure.isPresent()) {
                listeners.ended(entry);
            }
            return released;
        });
    }

    private boolean release(LedgerTransaction tx, EntryId entry, Optional<Failure> failure, Duration rest) throws SQLException {
        if (tx.first(STATE, row -> row.getString(1), entry.value(), tx.owner())
                .filter(EntryState.QUEUED.stored()::equals).isEmpty()) {
            return false;
        } else if (failure.isEmpty()) {
            QueueRows.release(tx, entry, rest);
            return true;
        }
        Failure why = failure.get();
        tx.update(GIVE_UP, (why.isUnknown() ? EntryState.UNKNOWN : EntryState.FAILED).stored(), why.details().status(),
                why.kind(), entries.cipher().seal(entry, FailureText.write(why)), tx.now(), entry.value());
        QueueRows.ended(tx, entry);
        return true;
    }

    @Override
    public CompletionStage<Boolean> requeue(EntryId entry) {
        return writer().submit(tx -> {
            Optional<LedgerRequest> scenario = tx.first(FAILED_SCENARIO, row -> LedgerRequest.ofScenario(row.getString(1),
                    Optional.ofNullable(row.getBytes(2)).map(Sha256::of), new byte[0]), entry.value(), QueueLine.SCENARIOS.connection());
            if (scenario.isPresent()) {
                tx.update(REQUEUE, entry.value());
                QueueRows.insert(tx, entry, scenario.get(), null, null);
            }
            return scenario.isPresent();
        }).thenApply(requeued -> {
            listeners.filled(QueueLine.SCENARIOS);
            return requeued;
        });
    }

    @Override
    public CompletionStage<List<ClaimedRecord>> claimReplies(String target, int most) {
        return writer().submit(tx -> claim(tx, tx.rows(REPLIES, this::claimed, tx.now(), target, most)));
    }

    @Override
    public CompletionStage<Boolean> replied(EntryId entry) {
        return session.get().endClaim(tx -> tx.update(QueueRows.DELETE + " AND ended = 1", entry.value()) == 1);
    }

    @Override
    public CompletionStage<Boolean> notReplied(EntryId entry, Duration rest) {
        // Only a claim of this process: this may run late, and another process may have claimed the outcome meanwhile.
        return session.get().endClaim(tx -> QueueRows.releaseOwn(tx, entry, rest));
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }
}
