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

/** What the ledger knows of a record already, so that it is not to be sent. */
final class KnownRecord {

    private final LedgerTransaction tx;
    private final LedgerRequest record;
    private final EntryTable entries;
    private final long window;

    /** @param window how long what was applied is what a repeat is compared with, milliseconds */
    KnownRecord(LedgerTransaction tx, LedgerRequest record, EntryTable entries, long window) {
        this.tx = tx;
        this.record = record;
        this.entries = entries;
        this.window = window;
    }

    /** What is to be said instead of sending it; empty if it is to be sent. */
    Optional<BeginResult> verdict(Optional<Known> lastApplied) throws SQLException {
        Optional<Known> last = lastApplied.filter(each -> record.repeatable() && each.is(EntryState.DONE)
                && each.content().equals(record.content()) && each.remembered(tx.now() - window));
        return result(last.isPresent() ? last : same());
    }

    /** The same as {@link #verdict} for a record whose identity no entry has: it is not searched for again. */
    Optional<BeginResult> verdictOfNewIdentity() throws SQLException {
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

    /** What this record could only double; what says the same first. */
    private Optional<Known> same() throws SQLException {
        return same(Place.of(entries.changes(tx, record) ? record.marked(record.marks().ofIdentity()) : record));
    }

    private Optional<Known> same(List<Place> places) throws SQLException {
        List<Known> found = new ArrayList<>();
        long since = came() - window;
        for (Place place : places) {
            entries.standing(tx, place, record, since).ifPresent(found::add);
        }
        return found.stream().min(Comparator.comparing(each -> !each.content().equals(record.content())));
    }

    /** Of what is driven again, the window was over or not when it came first, not now. */
    private long came() throws SQLException {
        return record.redriven() == null ? tx.now()
                : entries.byId(tx, record.redriven()).map(Known::created).orElse(tx.now());
    }

    /** The same was in flight in another process, and that failed: it is told as within one process. */
    static Optional<BeginResult> failed(Optional<Known> waitedFor, LedgerRequest record) {
        return waitedFor
                .filter(other -> other.is(EntryState.FAILED) && other.content().equals(record.content()))
                .filter(other -> other.failure() != null && record.redriven() == null)
                .filter(other -> !other.failure().kind().equals(Failure.INTERRUPTED))
                .map(other -> new BeginResult.SharedFailure(other.id(), other.failure()));
    }
}
