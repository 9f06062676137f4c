package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RecordHistory;
import com.whitelabelcro.camel.ledger.RecordHistory.EndedRecords;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Reads the history of records from the indexes for listed and for other entries, and from the one for identities. */
final class HistoryTable implements RecordHistory {

    private static final long MINUTE = 60_000;
    private static final String COLUMNS =
            "SELECT id, action, connection, state, reason, error, attempts, created, ended FROM wlcro_entry WHERE ";
    /** The value of {@code listed} is not a parameter: the two indexes are partial, and the planner must see which one to use. */
    static final String LAST = COLUMNS + "listed = %d AND ended IS NOT NULL ORDER BY ended DESC LIMIT ?";
    /** Counts one minute: to group several minutes, the database would sort their entries, which takes four times as long. */
    static final String ENDED = """
            SELECT COUNT(*), COUNT(CASE WHEN state = 'done' THEN 1 END) FROM wlcro_entry
            WHERE listed = %d AND ended >= ? AND ended < ?""";
    private static final String ACCOUNTS = "SELECT id FROM wlcro_account";
    static final String IDENTITY = COLUMNS + "identity = ? ORDER BY seq DESC LIMIT ?";

    private final Supplier<GroupCommitWriter> writer;
    private final EntryTable entries;

    HistoryTable(Supplier<GroupCommitWriter> writer, EntryTable entries) {
        this.writer = writer;
        this.entries = entries;
    }

    @Override
    public CompletionStage<List<RecordStatus>> last(int most) {
        return writer.get().submit(tx -> {
            List<RecordStatus> found = new ArrayList<>();
            for (int listed = 0; listed < 2; listed++) {
                found.addAll(tx.rows(LAST.replace("%d", String.valueOf(listed)), this::status, most));
            }
            return latest(found, most);
        });
    }

    private static List<RecordStatus> latest(List<RecordStatus> found, int most) {
        Comparator<RecordStatus> time = Comparator.comparing(each -> each.ended().orElse(each.created()));
        return found.stream().sorted(time.thenComparing(RecordStatus::id).reversed()).limit(most).toList();
    }

    private RecordStatus status(ResultSet row) throws SQLException {
        EntryId id = new EntryId(row.getLong("id"));
        long ended = row.getLong("ended");
        boolean open = row.wasNull();
        return new RecordStatus(id, row.getString("action"), row.getString("connection"), EntryState.of(row.getString("state")),
                Optional.empty(), Optional.ofNullable(entries.failure(row, id)), row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("created")), open ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)));
    }

    @Override
    public CompletionStage<List<EndedRecords>> ended(Instant from, Duration length) {
        long first = from.getEpochSecond() / 60;
        return writer.get().submit(tx -> {
            List<EndedRecords> found = new ArrayList<>();
            for (long minute = first; minute < first + length.toMinutes(); minute++) {
                EndedRecords ended = ended(tx, minute);
                if (ended.done() + ended.failed() > 0) {
                    found.add(ended);
                }
            }
            return found;
        });
    }

    private static EndedRecords ended(LedgerTransaction tx, long minute) throws SQLException {
        long all = 0;
        long done = 0;
        for (int listed = 0; listed < 2; listed++) {
            long[] numbers = tx.rows(ENDED.replace("%d", String.valueOf(listed)), row -> new long[] {row.getLong(1), row.getLong(2)},
                    minute * MINUTE, (minute + 1) * MINUTE).get(0);
            all += numbers[0];
            done += numbers[1];
        }
        return new EndedRecords(minute, done, all - done);
    }

    @Override
    public CompletionStage<List<RecordStatus>> withExternalId(String externalId, Collection<String> actions, int most) {
        return writer.get().submit(tx -> {
            List<RecordStatus> found = new ArrayList<>();
            for (AccountId account : tx.rows(ACCOUNTS, row -> AccountId.of(row.getBytes(1)))) {
                for (String action : actions) {
                    byte[] identity = LedgerRequest.identity(account, action, externalId).bytes();
                    found.addAll(tx.rows(IDENTITY, this::status, identity, most));
                }
            }
            return latest(found, most);
        });
    }
}
