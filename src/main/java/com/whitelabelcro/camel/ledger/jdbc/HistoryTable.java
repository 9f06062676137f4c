package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EndedRecords;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RecordHistory;
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
import java.util.stream.Stream;

/** The history of records, out of the indexes for what is listed and what is not, and of that for identities. */
final class HistoryTable implements RecordHistory {

    private static final String COLUMNS =
            "SELECT id, action, connection, state, reason, error, attempts, created, ended FROM wlcro_entry WHERE ";
    /** Whether it is listed is no parameter: the two indexes are partial, and the planner has to see which of them it is. */
    static final String LAST = COLUMNS + "listed = %d AND ended IS NOT NULL ORDER BY ended DESC LIMIT ?";
    static final String ENDED = """
            SELECT ended / 60000, state, COUNT(*) FROM wlcro_entry WHERE listed = %d AND ended >= ? AND ended < ?
            GROUP BY ended / 60000, state""";
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
        return writer.get().submit(tx -> {
            long end = from.plus(length).toEpochMilli();
            List<EndedRecords> found = new ArrayList<>();
            for (int listed = 0; listed < 2; listed++) {
                found.addAll(tx.rows(ENDED.replace("%d", String.valueOf(listed)), HistoryTable::minute, from.toEpochMilli(), end));
            }
            return found.stream().map(EndedRecords::minute).distinct().sorted().map(minute -> sum(minute, found)).toList();
        });
    }

    private static EndedRecords minute(ResultSet row) throws SQLException {
        long number = row.getLong(3);
        boolean done = EntryState.of(row.getString(2)) == EntryState.DONE;
        return new EndedRecords(row.getLong(1), done ? number : 0, done ? 0 : number);
    }

    private static EndedRecords sum(long minute, List<EndedRecords> parts) {
        Stream<EndedRecords> same = parts.stream().filter(each -> each.minute() == minute);
        return same.reduce(new EndedRecords(minute, 0, 0), (sum, each) ->
                new EndedRecords(minute, sum.done() + each.done(), sum.failed() + each.failed()));
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
