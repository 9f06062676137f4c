package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.jdbc.EntryTable.Known;
import com.whitelabelcro.camel.ledger.jdbc.EntryTable.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds an earlier entry because of which a record is not sent: a duplicate, a conflict, or an unknown outcome. */
final class KnownRecord {

    private final LedgerTransaction tx;
    private final LedgerRequest record;
    private final EntryTable entries;
    private final long window;

    /** @param window how long a repeat is recognised by what was applied, milliseconds */
    KnownRecord(LedgerTransaction tx, LedgerRequest record, EntryTable entries, long window) {
        this.tx = tx;
        this.record = record;
        this.entries = entries;
        this.window = window;
    }

    /** The result in place of sending the record; empty if it is to be sent. */
    Optional<BeginResult> find(Optional<Known> lastApplied) throws SQLException {
        Optional<Known> last = lastApplied.filter(each -> record.repeatable() && each.is(EntryState.DONE)
                && each.content().equals(record.content()) && each.remembered(tx.now() - window));
        return result(last.isPresent() ? last : same());
    }

    /** Like {@link #find}, for a record whose identity no entry has, so that it need not be searched for. */
    Optional<BeginResult> findForNewIdentity() throws SQLException {
        List<Place> places = Place.of(record);
        return result(same(places.subList(1, places.size())));
    }

    private Optional<BeginResult> result(Optional<Known> known) {
        return known.map(each -> each.content().equals(record.content()) && !each.is(EntryState.FAILED)
                ? repeats(each) : conflicts(each));
    }

    private static BeginResult repeats(Known same) {
        return same.is(EntryState.DONE)
                ? new BeginResult.Duplicate(same.id(), same.answer())
                : new BeginResult.EarlierOutcomeUnknown(same.id(), same.failure());
    }

    private static BeginResult conflicts(Known other) {
        return new BeginResult.ConflictsWith(
                other.id(), other.is(EntryState.DONE) ? other.answer() : null, other.is(EntryState.FAILED));
    }

    /** An entry that this record could only duplicate, preferably one of the same content. */
    private Optional<Known> same() throws SQLException {
        return same(Place.of(entries.changes(tx, record) ? record.marked(record.marks().ofIdentity()) : record));
    }

    private Optional<Known> same(List<Place> places) throws SQLException {
        List<Known> found = new ArrayList<>();
        long since = arrived() - window;
        for (Place place : places) {
            entries.standing(tx, place, record, since).ifPresent(found::add);
        }
        return found.stream().min(Comparator.comparing(each -> !each.content().equals(record.content())));
    }

    /** When the record arrived. A redriven record counts from its first arrival, so that the window of that time applies. */
    private long arrived() throws SQLException {
        return record.redriven() == null ? tx.now()
                : entries.byId(tx, record.redriven()).map(Known::created).orElse(tx.now());
    }

    /** The failure of an equal record that was in flight in another process; equal records share a failure, as they do within a process. */
    static Optional<BeginResult> failed(Optional<Known> waitedFor, LedgerRequest record) {
        return waitedFor
                .filter(other -> other.is(EntryState.FAILED) && other.content().equals(record.content()))
                .filter(other -> other.failure() != null && record.redriven() == null)
                .filter(other -> !other.failure().kind().equals(Failure.INTERRUPTED))
                .map(other -> new BeginResult.SharedFailure(other.id(), other.failure()));
    }
}
