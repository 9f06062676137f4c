package com.whitelabelcro.camel.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.model.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A record as the ledger sees it.
 *
 * @param account the account that owns the record; empty if it is unknown, for example because the connection does not
 *     exist
 * @param connection the connection's name
 * @param action the action's name
 * @param identity the hash by which a repeat is recognised; a record without one is never a duplicate
 * @param orderKey the hash of what must be sent in order: the record of the API that the path names, otherwise the identity;
 *     empty if the order does not matter. Such a record waits until the queued ones of the same key have ended
 * @param content the hash of its content
 * @param body the fields as JSON, including the id that belongs into the path, so that the record can be redriven from
 *     the body alone
 * @param repeatable whether sending it twice has the same effect as sending it once
 * @param keep whether it enters the list of failed records if it fails; a caller that gets the exception itself decides
 *     on its own
 * @param force whether it is sent even if it was sent before; the order per identity is kept nevertheless
 * @param redriven the failed or unknown entry that is redriven, or the queued entry that is sent; null for a new record
 * @param fromQueue whether {@code redriven} is a queued entry, which this process has claimed
 * @param marks further marks by which the record is recognised, if it comes from an import
 * @param impatient whether its caller waits for the ledger for {@link Ledger#SENDER_PATIENCE} only
 */
public record LedgerRequest(
        Optional<AccountId> account,
        String connection,
        String action,
        Optional<Sha256> identity,
        Optional<Sha256> orderKey,
        Sha256 content,
        byte[] body,
        boolean repeatable,
        boolean keep,
        boolean force,
        EntryId redriven,
        boolean fromQueue,
        RowIdentity marks,
        boolean impatient) {

    /**
     * Creates the ledger's view of a request.
     *
     * @param request the request to send
     * @param account the account that owns the record
     * @param idempotencyKey the caller's key by which a repeat is recognised; null or empty to use the external id of
     *     the record, if it has one
     */
    public static LedgerRequest of(WriteRequest request, Optional<AccountId> account, String idempotencyKey) {
        String action = request.action().name();
        Optional<Sha256> identity = identity(account, request.connection().name(), action, idempotencyKey, request.identity());
        return new LedgerRequest(account, request.connection().name(), action, identity,
                target(request, account).or(() -> identity), ContentHash.of(request), body(request),
                request.repeatable(), false, false, null, false, RowIdentity.NONE, false);
    }

    /**
     * Creates the record of an import row; it enters the list of failed records if it fails.
     *
     * @param row the marks by which the row is recognised, in addition to its external id
     * @throws com.whitelabelcro.camel.error.Conflict if the row belongs to another account
     */
    public static LedgerRequest ofRow(WriteRequest request, AccountId account, ImportRowKey row) {
        String connection = request.connection().name();
        String action = request.action().name();
        row.account().mustBe(account, connection, action);
        boolean byKey = request.identity().isEmpty() && !row.key().isEmpty();
        Optional<AccountId> owner = Optional.of(account);
        LedgerRequest record = of(request, owner, byKey ? row.key() : null).kept();
        Optional<Sha256> content = text(row.row()).map(each -> IdentityKey.read(each, connection, action, owner)
                .orElseGet(() -> Sha256.of(account.hex(), action, "row", each)));
        Optional<Sha256> person = text(row.key()).filter(each -> !byKey && request.action().createsPerson())
                .flatMap(each -> identity(owner, connection, action, each, Optional.empty()));
        Optional<Sha256> formerIdentity = text(row.formerKey())
                .flatMap(each -> identity(owner, connection, action, each, Optional.empty()))
                .filter(each -> !record.identity.equals(Optional.of(each)));
        return record.marked(new RowIdentity(content, person, formerIdentity, row.series(), byKey));
    }

    /**
     * A scenario that is called later. Calling it twice is safe, because the keys of its steps derive from its entry.
     *
     * @param action {@link QueueLine#THEN} and the id of its route
     * @param identity the hash by which a repeat is recognised; empty if nothing is a repeat
     * @param input its whole input
     */
    public static LedgerRequest ofScenario(String action, Optional<Sha256> identity, byte[] input) {
        return new LedgerRequest(Optional.of(QueueLine.SCENARIOS.account()), QueueLine.SCENARIOS.connection(), action, identity,
                identity, Sha256.of(new String(input, StandardCharsets.ISO_8859_1)), input, true, true, false, null, false,
                RowIdentity.NONE, false);
    }

    /** The record of the API that the path names, whatever the action. */
    private static Optional<Sha256> target(WriteRequest request, Optional<AccountId> account) {
        return request.action().pathParameter().map(parameter -> Sha256.of(account.map(AccountId::hex).orElse(""), "path",
                parameter, request.target().orElseThrow().toString()));
    }

    private static Optional<String> text(String given) {
        return Optional.of(given).filter(each -> !each.isEmpty());
    }

    /**
     * For input that cannot become a valid request; stored verbatim.
     *
     * @param externalId the external id of the record, if it has a usable one
     */
    public static LedgerRequest invalid(Action action, String connection, Optional<AccountId> account,
            String idempotencyKey, Optional<String> externalId, ObjectNode fields) {
        String body = fields.toString();
        Optional<Sha256> identity = identity(account, connection, action.name(), idempotencyKey, externalId);
        return new LedgerRequest(account, connection, action.name(), identity, identity, Sha256.of("invalid", body),
                body.getBytes(StandardCharsets.UTF_8), !action.creates() || identity.isPresent(), true, false, null,
                false, RowIdentity.NONE, false);
    }

    private static Optional<Sha256> identity(Optional<AccountId> account, String connection, String action,
            String idempotencyKey, Optional<String> externalId) {
        String owner = account.map(AccountId::hex).orElse("no account of " + connection);
        return idempotencyKey == null || idempotencyKey.isEmpty()
                ? externalId.map(id -> identity(owner, action, id))
                : IdentityKey.read(idempotencyKey, connection, action, account)
                        .or(() -> Optional.of(Sha256.of(owner, action, "key", idempotencyKey)));
    }

    /** The identity of the records of an account that are known by this {@code external_id}. */
    public static Sha256 identity(AccountId account, String action, String externalId) {
        return identity(account.hex(), action, externalId);
    }

    private static Sha256 identity(String owner, String action, String externalId) {
        return Sha256.of(owner, action, "external_id", externalId);
    }

    /**
     * The same record, which enters the list of failed records if it fails. For intakes, whose senders get no
     * exception.
     */
    public LedgerRequest kept() {
        return with(identity, true, force, redriven, fromQueue, marks);
    }

    /** The same record, sent even if it was sent before. */
    public LedgerRequest forced() {
        return with(identity, keep, true, redriven, fromQueue, marks);
    }

    /** The same record, redriving this failed or unknown entry, possibly with another body. */
    public LedgerRequest redriving(EntryId id) {
        return with(identity, true, force, id, false, marks);
    }

    /** The same record, which is this queued entry; it was claimed with {@link RecordQueue#claim}. */
    public LedgerRequest ofQueue(EntryId id) {
        return with(identity, true, force, id, true, marks);
    }

    /** The same record with the stored identity of the entry that it redrives. */
    public LedgerRequest identified(Sha256 stored) {
        return with(Optional.of(stored), keep, force, redriven, fromQueue, marks);
    }

    /** The same record, recognised by these marks as well. */
    public LedgerRequest marked(RowIdentity others) {
        return with(identity, keep, force, redriven, fromQueue, others);
    }

    /** The same record, with a caller that soon times out if {@code whether} is true. */
    public LedgerRequest impatient(boolean whether) {
        return new LedgerRequest(account, connection, action, identity, orderKey, content, body, repeatable, keep, force, redriven,
                fromQueue, marks, whether);
    }

    private LedgerRequest with(Optional<Sha256> newIdentity, boolean newKeep, boolean newForce, EntryId newRedriven,
            boolean newFromQueue, RowIdentity newMarks) {
        return new LedgerRequest(account, connection, action, newIdentity, orderKey, content, body, repeatable, newKeep,
                newForce, newRedriven, newFromQueue, newMarks, impatient);
    }

    /** The record of the API that it changes; empty if it creates a new one. */
    public Optional<Sha256> target() {
        return orderKey.filter(each -> !identity.equals(Optional.of(each)));
    }

    /**
     * Whether the ledger stores before each request that it is sent. It need not if a repeat is safe, unless the record is
     * a person of an import, who may arrive again under another identity.
     */
    public boolean isMarkedBeforeRequest() {
        return !repeatable || marks.isPersonOfImport();
    }

    /** The same record, neither forced nor redriving an entry. */
    LedgerRequest plain() {
        return with(identity, keep, false, null, false, marks);
    }

    private static byte[] body(WriteRequest request) {
        Optional<String> parameter = request.action().pathParameter();
        ObjectNode fields = parameter.isPresent() ? request.fields().deepCopy() : request.fields();
        parameter.ifPresent(each -> fields.put(each, request.target().orElseThrow()));
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Names only, because the body is personal data. */
    @Override
    public String toString() {
        return action + " on connection " + connection;
    }
}
