package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.model.Sha256;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stores how a record ended, unless another process has taken it over. If this process was considered dead and no record of the
 * same identity has begun since, the actual outcome replaces the assumed one.
 */
final class EndOperation implements LedgerOperation<Boolean> {

    private static final String END = """
            UPDATE wlcro_entry SET state = ?, applied = ?, listed = ?, recovered = 0, attempts = ?, status = ?,
              answer = ?, reason = ?, error = ?, ended = ?,
              body = CASE WHEN CAST(? AS INTEGER) = 1 THEN body ELSE NULL END
            WHERE id = ? AND owner = ? AND (state = 'in-flight' OR (recovered = 1 AND NOT EXISTS (
              SELECT 1 FROM wlcro_entry n WHERE n.identity = wlcro_entry.identity AND n.seq > wlcro_entry.seq AND n.state <> 'queued')))""";
    private static final String PUT_BACK = """
            UPDATE wlcro_entry SET state = 'queued', applied = ?, sent = ?, attempts = ?
            WHERE id = ? AND owner = ? AND state = 'in-flight'""";
    private static final String RESOLVE =
            "UPDATE wlcro_entry SET listed = 0, body = NULL, resolved_by = ? WHERE listed = 1 AND id <> ? AND ";
    private static final String SAME_IDENTITY = RESOLVE + "identity = ?";
    /** Of an import: also by its identity before it was mended, by who it is about, and by what its row says. */
    private static final String SAME_ROW = RESOLVE + "(identity IN (?, ?, ?) OR row_hash = ?)";
    private static final String SUPERSEDE = """
            UPDATE wlcro_entry SET listed = 0, body = NULL, resolved_by = ?
            WHERE %s = ? AND content = ? AND state = 'failed' AND listed = 1 AND id <> ?""";
    private static final String SAME_CONTENT = SUPERSEDE.replace("%s", "identity");
    private static final String SAME_ROW_FAILED = SUPERSEDE.replace("%s", "row_hash");

    private final EntryLease entry;
    private final EndResult outcome;
    private final PayloadCipher cipher;

    EndOperation(EntryLease entry, EndResult outcome, PayloadCipher cipher) {
        this.entry = entry;
        this.outcome = outcome;
        this.cipher = cipher;
    }

    EntryId entry() {
        return entry.id();
    }

    @Override
    public Boolean in(LedgerTransaction tx) throws SQLException {
        if (outcome instanceof EndResult.PutBack back) {
            return putBack(tx, back);
        }
        boolean ours = end(tx);
        if (ours && entry.request().fromQueue()) {
            QueueRows.ended(tx, entry.id());
        }
        return ours;
    }

    private boolean putBack(LedgerTransaction tx, EndResult.PutBack back) throws SQLException {
        int applied = back.perhapsApplied() || entry.perhapsApplied() ? 1 : 0;
        boolean ours = tx.update(PUT_BACK, applied, applied, entry.earlierRequests() + back.requests(), entry.id().value(),
                entry.owner()) == 1;
        if (ours) {
            QueueRows.release(tx, entry.id(), back.delay());
        }
        return ours;
    }

    private boolean end(LedgerTransaction tx) throws SQLException {
        if (outcome instanceof EndResult.Done done) {
            boolean ours = end(tx, EntryState.DONE, true, false, done.answer(), null);
            if (ours) {
                resolve(tx);
            }
            return ours;
        } else if (outcome instanceof EndResult.Failed failed) {
            boolean applied = failed.perhapsApplied() || entry.perhapsApplied();
            boolean listed = isListed(failed, applied);
            boolean ours = end(tx, EntryState.FAILED, applied, listed, null, failed.failure());
            if (ours && listed) {
                supersede(tx);
            }
            return ours;
        }
        boolean ours = end(tx, EntryState.UNKNOWN, true, true, null, ((EndResult.Unknown) outcome).failure());
        if (ours) {
            supersede(tx);
        }
        return ours;
    }

    /** A record that an import could not send, for a reason outside of the record, is not listed: the import still has it. */
    private boolean isListed(EndResult.Failed failed, boolean applied) {
        LedgerRequest request = entry.request();
        return request.redriven() != null
                || request.keep() && (applied || failed.failure().toException().isAboutTheRecord());
    }

    /** If the same record has failed before, only the later entry stays in the list. */
    private void supersede(LedgerTransaction tx) throws SQLException {
        supersede(tx, SAME_CONTENT, entry.request().identity());
        supersede(tx, SAME_ROW_FAILED, entry.request().marks().row());
    }

    private void supersede(LedgerTransaction tx, String others, Optional<Sha256> mark) throws SQLException {
        if (mark.isPresent()) {
            tx.update(others, entry.id().value(), mark.get().bytes(), entry.request().content().bytes(),
                    entry.id().value());
        }
    }

    /** Takes the earlier entries of the same record out of the list of failed records. */
    private void resolve(LedgerTransaction tx) throws SQLException {
        Optional<Sha256> identity = entry.request().identity();
        RowIdentity marks = entry.request().marks();
        long id = entry.id().value();
        if (Stream.of(marks.formerIdentity(), marks.person(), marks.row()).anyMatch(Optional::isPresent)) {
            tx.update(SAME_ROW, id, id, EntryTable.bytes(identity), EntryTable.bytes(marks.formerIdentity()),
                    EntryTable.bytes(marks.person()), EntryTable.bytes(marks.row()));
        } else if (identity.isPresent()) {
            tx.update(SAME_IDENTITY, id, id, identity.get().bytes());
        }
    }

    private boolean end(LedgerTransaction tx, EntryState state, boolean applied, boolean listed, StoredAnswer answer, Failure failure)
            throws SQLException {
        int status = answer == null ? failure.details().status() : answer.status();
        return tx.update(END,
                state.stored(),
                applied ? 1 : 0,
                listed ? 1 : 0,
                entry.earlierRequests() + outcome.requests(),
                status,
                answer == null ? null : cipher.seal(entry.id(), answer.body()),
                failure == null ? null : failure.kind(),
                failure == null ? null : cipher.seal(entry.id(), FailureText.write(failure)),
                tx.now(),
                listed ? 1 : 0,
                entry.id().value(),
                entry.owner()) == 1;
    }
}
