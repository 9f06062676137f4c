package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.IdentityKey;
import com.whitelabelcro.camel.ledger.IdentitySequencer.StoreReply;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.jdbc.EntryTable.Known;
import com.whitelabelcro.camel.ledger.jdbc.EntryTable.Place;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.ratelimit.PermitStore.Request;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Decides what to do with a record, and stores its entry if it is to be sent. */
final class BeginOperation implements LedgerOperation<StoreReply> {

    /**
     * Puts an existing entry in flight again. Its former identity, row hash and series keep their first values, and a queued record
     * keeps its place.
     */
    private static final String AGAIN = """
            UPDATE wlcro_entry SET account = ?, identity = ?, person = ?, former_identity = COALESCE(former_identity, ?),
              row_hash = COALESCE(row_hash, ?), series = COALESCE(series, ?), permanent = CASE WHEN CAST(? AS INTEGER) = 1 THEN 1 ELSE permanent END,
              content = ?, state = 'in-flight', owner = ?, repeatable = ?, keep = 1,
              applied = 1, sent = ?, recovered = 0, listed = 0, attempts = attempts + ?, body = ?, ended = NULL,
              seq = CASE WHEN state = 'queued' THEN seq
                ELSE (SELECT COALESCE(MAX(o.seq), 0) + 1 FROM wlcro_entry o WHERE o.identity = ?) END
            WHERE id = ?""";
    private static final String RESOLVE =
            "UPDATE wlcro_entry SET listed = 0, body = NULL, resolved_by = ? WHERE id = ?";

    private final LedgerRequest request;
    private final EntryId waitedFor;
    private final Optional<Request> permit;
    private final EntryTable entries;
    private final ProcessLeases leases;
    private final long window;
    private final LongSupplier sequence;
    private final Predicate<EntryId> worked;
    private final Consumer<EntryId> begun;

    /**
     * @param waitedFor the entry of another process that was in flight when the ledger was asked before; null if there was none
     * @param permit the permit to take if the record is to be sent; empty if the record gets its permit later
     * @param window how long a repeat is recognised by the record that was applied last, milliseconds
     * @param sequence provides the sequence numbers of the entries of this process
     * @param worked whether this process is still working on one of its own entries
     * @param begun receives the entry of a record that is to be sent
     */
    BeginOperation(LedgerRequest request, EntryId waitedFor, Optional<Request> permit, EntryTable entries, ProcessLeases leases,
            long window, LongSupplier sequence, Predicate<EntryId> worked, Consumer<EntryId> begun) {
        this.request = request;
        this.waitedFor = waitedFor;
        this.permit = permit;
        this.entries = entries;
        this.leases = leases;
        this.window = window;
        this.sequence = sequence;
        this.worked = worked;
        this.begun = begun;
    }

    @Override
    public StoreReply in(LedgerTransaction tx) throws SQLException {
        if (request.redriven() == null && waitedFor == null && !entries.hasAny(tx, request)) {
            return new StoreReply.Decided(send(tx, request, Optional.empty()));
        }
        // A redriven record keeps its identity. Otherwise a later record of the same identity would create a second one.
        LedgerRequest came = request.redriven() == null ? request : entries.recognised(tx, request);
        Optional<EntryId> busy = busy(tx, came);
        if (busy.isPresent()) {
            return new StoreReply.Busy(busy.get());
        }
        LedgerRequest record = takingOver(tx, came);
        Optional<String> why = record.redriven() == null ? Optional.empty() : whyNotRedriven(tx, record.redriven());
        if (why.isPresent()) {
            return new StoreReply.Decided(new BeginResult.NotRedriven(record.redriven(), why.get()));
        }
        Optional<Known> last = record.identity().isEmpty()
                ? Optional.empty() : entries.lastApplied(tx, record.identity().get());
        Optional<BeginResult> known = record.force() ? Optional.empty() : known(tx, record, last);
        return new StoreReply.Decided(known.isPresent() ? known.get() : send(tx, record, last));
    }

    /** The entry of the same record that is in flight, or that has to be sent before. */
    private Optional<EntryId> busy(LedgerTransaction tx, LedgerRequest record) throws SQLException {
        for (Place place : Place.of(record)) {
            Optional<Known> other = entries.inFlight(tx, place);
            if (other.isPresent() && isAlive(tx, other.get())) {
                return other.map(Known::id);
            } else if (other.isPresent()) {
                recover(tx, other.get());
            }
        }
        return record.fromQueue() || record.orderKey().isEmpty()
                ? Optional.empty() : QueueRows.raise(tx, record.orderKey().get());
    }

    private boolean isAlive(LedgerTransaction tx, Known other) throws SQLException {
        return isOurs(tx, other) ? worked.test(other.id()) : leases.isAlive(tx, other.owner());
    }

    private void recover(LedgerTransaction tx, Known other) throws SQLException {
        if (isOurs(tx, other)) {
            leases.recoverEntry(tx, other.id());
        } else {
            leases.recover(tx, other.owner());
        }
    }

    private static boolean isOurs(LedgerTransaction tx, Known other) {
        return other.owner() == tx.lease().owner();
    }

    /** A corrected record takes over the entry of the failed one, so that there are never two of them to be sent. */
    private LedgerRequest takingOver(LedgerTransaction tx, LedgerRequest record) throws SQLException {
        for (Place place : record.redriven() == null ? Place.identified(record.marks().formerIdentity()) : List.<Place>of()) {
            Optional<Known> listed = entries.lastListed(tx, place);
            if (listed.isPresent() && (listed.get().is(EntryState.FAILED) || record.force())) {
                return record.redriving(listed.get().id());
            }
        }
        return record;
    }

    private Optional<String> whyNotRedriven(LedgerTransaction tx, EntryId redriven) throws SQLException {
        Optional<Known> entry = entries.byId(tx, redriven);
        if (entry.isEmpty()) {
            return Optional.of("there is no such entry");
        } else if (entry.get().account().isPresent() && !entry.get().account().equals(request.account())) {
            return Optional.of(IdentityKey.OTHER_ACCOUNT);
        } else if (entry.get().listed() || request.fromQueue() && entry.get().is(EntryState.QUEUED)) {
            return Optional.empty();
        }
        return Optional.of(switch (entry.get().state()) {
            case QUEUED -> "it is in the queue";
            case IN_FLIGHT -> "another process is sending it";
            case DONE -> "it has succeeded";
            case DISCARDED -> "it was discarded";
            case FAILED, UNKNOWN -> "a later record of the same identity has succeeded";
        });
    }

    /** What the ledger already knows about the record, in place of sending it. */
    private Optional<BeginResult> known(LedgerTransaction tx, LedgerRequest record, Optional<Known> last) throws SQLException {
        Optional<Known> other = waitedFor == null ? Optional.empty() : entries.byId(tx, waitedFor);
        Optional<BeginResult> failed = KnownRecord.failed(other, record);
        Optional<BeginResult> known = failed.isPresent()
                ? failed : new KnownRecord(tx, record, entries, window).find(last);
        if (record.fromQueue() && known.orElse(null) instanceof BeginResult.Duplicate same) {
            entries.endAs(tx, record.redriven(), same);
            QueueRows.ended(tx, record.redriven());
        } else if (record.redriven() != null && known.orElse(null) instanceof BeginResult.Duplicate same) {
            tx.update(RESOLVE, same.id().value(), record.redriven().value());
        }
        return known;
    }

    private BeginResult.Send send(LedgerTransaction tx, LedgerRequest record, Optional<Known> last) throws SQLException {
        long owner = tx.owner();
        Taken taken = permit.isPresent() ? PermitTable.take(tx, permit.get()) : null;
        boolean perhapsApplied = last.filter(each -> isPerhapsApplied(each, record)).isPresent();
        // A record that gets its permit here is sent next: its first request is stored now and need not be stored again.
        boolean granted = taken instanceof Row;
        int first = granted && record.isMarkedBeforeRequest() ? 1 : 0;
        // If requests are not stored one by one, the record counts as sent from now on.
        boolean sent = perhapsApplied || granted || !record.isMarkedBeforeRequest();
        EntryId id = record.redriven() == null ? EntryId.of(owner, sequence.getAsLong()) : record.redriven();
        begun.accept(id);
        int earlier = 0;
        if (record.redriven() == null) {
            entries.insert(tx, id, record, EntryState.IN_FLIGHT, sent, first, null);
        } else {
            earlier = entries.byId(tx, id).map(Known::attempts).orElse(0);
            again(tx, record, sent, first);
        }
        return new BeginResult.Send(
                new EntryLease(id, owner, record, last.map(Known::answer).orElse(null), earlier, perhapsApplied, granted), taken);
    }

    /** Whether it failed before and may have been applied then. No later outcome changes that. */
    private static boolean isPerhapsApplied(Known last, LedgerRequest record) {
        return (last.is(EntryState.FAILED) || last.is(EntryState.QUEUED))
                && (last.content().equals(record.content()) || last.id().equals(record.redriven()));
    }

    private void again(LedgerTransaction tx, LedgerRequest record, boolean sent, int first) throws SQLException {
        RowIdentity marks = record.marks();
        byte[] identity = bytes(record.identity());
        tx.update(AGAIN, record.account().map(AccountId::bytes).orElse(null), identity, bytes(marks.person()),
                bytes(marks.formerIdentity()), bytes(marks.row()), marks.series().orElse(null), marks.permanent() ? 1 : 0,
                record.content().bytes(), tx.owner(), record.repeatable() ? 1 : 0, sent ? 1 : 0, first,
                entries.cipher().seal(record.redriven(), record.body()), identity, record.redriven().value());
    }

    private static byte[] bytes(Optional<Sha256> mark) {
        return EntryTable.bytes(mark);
    }
}
