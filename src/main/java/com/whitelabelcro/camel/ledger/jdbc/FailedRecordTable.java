package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** The failed records, which are the entries with {@code listed = 1}. */
final class FailedRecordTable implements FailedRecords {

    private static final String INSERT = """
            INSERT INTO wlcro_entry (id, account, connection, action, identity, seq, content, state, owner, repeatable, keep,
              applied, sent, recovered, listed, attempts, status, body, reason, error, created, ended)
            VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 1, 0, 0, 0, 1, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String KEEP = """
            UPDATE wlcro_entry SET listed = 1, body = ?
            WHERE id = ? AND state = 'failed' AND listed = 0 AND resolved_by IS NULL""";
    private static final String DISCARD =
            "UPDATE wlcro_entry SET state = 'discarded', listed = 0, body = NULL WHERE id = ? AND listed = 1";
    private static final String APPLIED = """
            UPDATE wlcro_entry SET state = 'done', applied = 1, listed = 0, recovered = 0, status = ?, answer = ?, reason = NULL,
              error = NULL, body = NULL, ended = ? WHERE id = ? AND (listed = 1 OR state = 'discarded')""";
    private static final String RESOLVE = """
            UPDATE wlcro_entry SET listed = 0, body = NULL, resolved_by = ?
            WHERE {mark} = (SELECT {mark} FROM wlcro_entry WHERE id = ?) AND listed = 1""";
    private static final String COLUMNS = """
            SELECT id, state, connection, action, reason, error, attempts, created, ended, account, identity, row_hash,
              (SELECT a.company FROM wlcro_account a WHERE a.id = wlcro_entry.account),\s""";
    private static final String LIST = COLUMNS + "NULL FROM wlcro_entry WHERE ";
    private static final String SHOW = COLUMNS + "body FROM wlcro_entry WHERE id = ? AND reason IS NOT NULL";
    private static final String COUNT = "SELECT COUNT(*) FROM wlcro_entry WHERE ";

    private final GroupCommitWriter writer;
    private final PayloadCipher cipher;
    private final EntryTable entries;
    private final LongSupplier sequence;

    FailedRecordTable(GroupCommitWriter writer, EntryTable entries, LongSupplier sequence) {
        this.writer = writer;
        this.cipher = entries.cipher();
        this.entries = entries;
        this.sequence = sequence;
    }

    @Override
    public CompletionStage<EntryId> add(LedgerRequest record, Failure failure) {
        return writer.submit(tx -> insert(tx, record, failure));
    }

    private EntryId insert(LedgerTransaction tx, LedgerRequest record, Failure failure) throws SQLException {
        EntryId id = EntryId.of(tx.owner(), sequence.getAsLong());
        tx.update(INSERT, id.value(), record.account().map(AccountId::bytes).orElse(null), record.connection(), record.action(),
                record.identity().map(each -> each.bytes()).orElse(null), record.content().bytes(),
                (failure.isUnknown() ? EntryState.UNKNOWN : EntryState.FAILED).stored(), tx.owner(),
                record.repeatable() ? 1 : 0, failure.details().requests(), failure.details().status(),
                cipher.seal(id, record.body()), failure.kind(), cipher.seal(id, FailureText.write(failure)), tx.now(),
                tx.now());
        return id;
    }

    @Override
    public CompletionStage<Boolean> keep(EntryId id, byte[] body) {
        return writer.submit(tx -> tx.update(KEEP, cipher.seal(id, body), id.value()) == 1);
    }

    @Override
    public CompletionStage<List<FailedRecord>> page(FailedFilter filter, Optional<FailedRecord> after, int size) {
        Conditions conditions = new Conditions(filter);
        after.ifPresent(conditions::after);
        String sql = LIST + conditions.sql() + " ORDER BY ended DESC, id DESC LIMIT " + size;
        return writer.submit(tx -> tx.rows(sql, this::record, conditions.values()));
    }

    @Override
    public CompletionStage<Optional<FailedRecord>> show(EntryId id) {
        return writer.submit(tx -> tx.first(SHOW, this::record, id.value()));
    }

    @Override
    public CompletionStage<Boolean> discard(EntryId id) {
        return writer.submit(tx -> tx.update(DISCARD, id.value()) == 1);
    }

    @Override
    public CompletionStage<Boolean> applied(EntryId id, StoredAnswer answer) {
        return writer.submit(tx -> {
            byte[] sealed = cipher.seal(id, answer.body());
            boolean applied = tx.update(APPLIED, answer.status(), sealed, tx.now(), id.value()) == 1;
            for (String mark : applied ? List.of("identity", "row_hash") : List.<String>of()) {
                tx.update(RESOLVE.replace("{mark}", mark), id.value(), id.value());
            }
            return applied;
        });
    }

    @Override
    public CompletionStage<Long> count(FailedFilter filter) {
        Conditions conditions = new Conditions(filter);
        return writer.submit(
                tx -> tx.first(COUNT + conditions.sql(), row -> row.getLong(1), conditions.values()).orElse(0L));
    }

    private FailedRecord record(ResultSet row) throws SQLException {
        EntryId id = new EntryId(row.getLong(1));
        return new FailedRecord(
                id,
                EntryState.of(row.getString(2)),
                Optional.ofNullable(row.getBytes(10)).map(AccountId::of),
                Optional.ofNullable(row.getString(13)).map(CompanyId::new),
                row.getString(3),
                row.getString(4),
                entries.failure(row, id),
                row.getInt(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Optional.ofNullable(row.getBytes(11)).map(Sha256::of),
                Optional.ofNullable(row.getBytes(12)).map(Sha256::of),
                Optional.ofNullable(cipher.open(id, row.getBytes(14))));
    }

    /** The conditions of a filter in SQL. */
    private static final class Conditions {

        private final StringBuilder sql = new StringBuilder("listed = 1");
        private final List<Object> values = new ArrayList<>();

        Conditions(FailedFilter filter) {
            filter.reason().ifPresent(each -> and("reason = ?", each));
            filter.action().ifPresent(each -> and("action = ?", each));
            filter.connection().ifPresent(each -> and("connection = ?", each));
            filter.after().ifPresent(each -> and("ended >= ?", each.toEpochMilli()));
            filter.before().ifPresent(each -> and("ended < ?", each.toEpochMilli()));
            filter.owners().forEach((connection, owner) -> and(
                    "(connection <> ? OR account IS NULL OR account = ?)", connection, owner.bytes()));
        }

        void after(FailedRecord last) {
            long ended = last.failed().toEpochMilli();
            and("(ended < ? OR ended = ? AND id < ?)", ended, ended, last.id().value());
        }

        private void and(String condition, Object... given) {
            sql.append(" AND ").append(condition);
            values.addAll(List.of(given));
        }

        String sql() {
            return sql.toString();
        }

        Object[] values() {
            return values.toArray();
        }
    }
}
