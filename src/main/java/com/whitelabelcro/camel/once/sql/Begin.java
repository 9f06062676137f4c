package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.Answer;
import com.whitelabelcro.camel.once.Entry;
import com.whitelabelcro.camel.once.EntryId;
import com.whitelabelcro.camel.once.EntryState;
import com.whitelabelcro.camel.once.Failure;
import com.whitelabelcro.camel.once.Fingerprint;
import com.whitelabelcro.camel.once.Order.Said;
import com.whitelabelcro.camel.once.Submission;
import com.whitelabelcro.camel.once.Verdict;
import com.whitelabelcro.camel.once.sql.Entries.Known;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Decides what is to be done with a record, and writes its entry if it is to be sent. */
final class Begin implements Work<Said> {

    private static final String INSERT = """
            INSERT INTO wlcro_entry (id, connection, action, identity, seq, content, state, owner, repeatable, keep,
              applied, sent, reaped, listed, attempts, status, body, created)
            VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM wlcro_entry WHERE identity = ?), ?, 'in-flight',
              ?, ?, ?, 1, ?, 0, 0, 0, 0, ?, ?)""";
    private static final String AGAIN = """
            UPDATE wlcro_entry SET identity = ?, content = ?, state = 'in-flight', owner = ?, repeatable = ?, keep = 1,
              applied = 1, sent = ?, reaped = 0, listed = 0, body = ?, ended = NULL,
              seq = (SELECT COALESCE(MAX(o.seq), 0) + 1 FROM wlcro_entry o WHERE o.identity = ?)
            WHERE id = ?""";
    private static final String RESOLVE =
            "UPDATE wlcro_entry SET listed = 0, body = NULL, resolved_by = ? WHERE id = ?";

    private final Submission submission;
    private final EntryId waitedFor;
    private final Entries entries;
    private final Owners owners;
    private final long window;
    private final LongSupplier numbers;

    /**
     * @param waitedFor the entry of another process that was in flight when this was asked first; null if none was
     * @param window how long what was applied last is what a repeat is compared with, milliseconds
     * @param numbers gives the entries of this process their numbers
     */
    Begin(Submission submission, EntryId waitedFor, Entries entries, Owners owners, long window,
            LongSupplier numbers) {
        this.submission = submission;
        this.waitedFor = waitedFor;
        this.entries = entries;
        this.owners = owners;
        this.window = window;
        this.numbers = numbers;
    }

    @Override
    public Said in(Tx tx) throws SQLException {
        Fingerprint identity = submission.identity().orElse(null);
        if (identity == null && submission.redriven() != null) {
            // Without its identity it would be forgotten as what it is, and be made again by whoever knows that.
            Optional<Fingerprint> stored = entries.identity(tx, submission.redriven());
            if (stored.isPresent()) {
                return new Begin(submission.identified(stored.get()), waitedFor, entries, owners, window, numbers).in(tx);
            }
        }
        if (identity != null) {
            Optional<Known> other = entries.inFlight(tx, identity);
            if (other.isPresent() && owners.isAlive(tx, other.get().owner())) {
                return new Said.Busy(other.get().id());
            } else if (other.isPresent()) {
                owners.reap(tx, other.get().owner());
            }
        }
        Optional<String> why = submission.redriven() == null ? Optional.empty() : whyNotDriven(tx);
        if (why.isPresent()) {
            return decided(new Verdict.NotDriven(submission.redriven(), why.get()));
        }
        Optional<Known> last = identity == null ? Optional.empty() : entries.lastApplied(tx, identity);
        Optional<Verdict> known = identity == null || submission.force() ? Optional.empty() : known(tx, last);
        return decided(known.isPresent()
                ? known.get() : new Verdict.Send(send(tx, identity, last.map(Known::answer).orElse(null))));
    }

    private Optional<String> whyNotDriven(Tx tx) throws SQLException {
        Optional<Known> entry = entries.byId(tx, submission.redriven());
        if (entry.isEmpty()) {
            return Optional.of("there is no such entry");
        } else if (entry.get().listed()) {
            return Optional.empty();
        }
        return Optional.of(switch (entry.get().state()) {
            case IN_FLIGHT -> "somebody else is driving it";
            case DONE -> "it has succeeded";
            case DISCARDED -> "it was discarded";
            case FAILED, UNKNOWN -> "a later record of the same identity has succeeded";
        });
    }

    /** What the ledger knows already. */
    private Optional<Verdict> known(Tx tx, Optional<Known> lastApplied) throws SQLException {
        Optional<Verdict> failed = waitedFor == null ? Optional.empty() : failedMeanwhile(tx);
        Optional<Known> last = failed.isPresent()
                ? Optional.empty()
                : lastApplied.filter(each -> each.content().equals(submission.content()));
        if (last.isEmpty()) {
            return failed;
        }
        Known same = last.get();
        if (same.is(EntryState.DONE) && same.answer() != null && same.ended() > tx.now() - window) {
            if (submission.redriven() != null) {
                tx.update(RESOLVE, same.id().value(), submission.redriven().value());
            }
            return Optional.of(new Verdict.Duplicate(same.id(), same.answer()));
        } else if (same.is(EntryState.UNKNOWN) && !submission.repeatable() && !same.id().equals(submission.redriven())) {
            return Optional.of(new Verdict.Unknown(same.id(), same.failure()));
        }
        return Optional.empty();
    }

    /** The same was in flight in another process, and that failed: it is told as within one process. */
    private Optional<Verdict> failedMeanwhile(Tx tx) throws SQLException {
        return entries.byId(tx, waitedFor)
                .filter(other -> other.is(EntryState.FAILED) && other.content().equals(submission.content()))
                .filter(other -> other.failure() != null && submission.redriven() == null)
                .filter(other -> !other.failure().kind().equals(Failure.INTERRUPTED))
                .map(other -> new Verdict.Failed(other.id(), other.failure()));
    }

    private Entry send(Tx tx, Fingerprint identity, Answer before) throws SQLException {
        long owner = tx.owner();
        byte[] identityBytes = identity == null ? null : identity.bytes();
        int repeatable = submission.repeatable() ? 1 : 0;
        EntryId id = submission.redriven() == null
                ? EntryId.of(owner, numbers.getAsLong())
                : submission.redriven();
        byte[] body = entries.vault().seal(id, submission.body());
        if (submission.redriven() == null) {
            // What may be repeated is not noted again before it is sent: it may have been sent from now on.
            tx.update(INSERT, id.value(), submission.connection(), submission.action(), identityBytes, identityBytes,
                    submission.content().bytes(), owner, repeatable, submission.keep() ? 1 : 0, repeatable, body,
                    tx.now());
        } else {
            tx.update(AGAIN, identityBytes, submission.content().bytes(), owner, repeatable, repeatable, body,
                    identityBytes, id.value());
        }
        return new Entry(id, owner, submission, before);
    }

    private static Said decided(Verdict verdict) {
        return new Said.Decided(verdict);
    }
}
