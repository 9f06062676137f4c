package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A record that was given up and waits to be redriven or discarded.
 *
 * @param id the entry
 * @param state failed or unknown; {@link FailedRecords#show} also returns entries that have reached another state since
 * @param account the account that owns the record; empty if it was unknown when the record was stored
 * @param company the company of that account; empty if it is unknown
 * @param connection the connection's name
 * @param action the action's name
 * @param failure why it was given up
 * @param attempts the total number of requests made
 * @param created when the record arrived
 * @param failed when it was given up
 * @param identity the hash by which a repeat is recognised; empty if there is none
 * @param row the hash of the import row that the record came from; empty if it did not come from an import or if equal
 *     rows are separate records
 * @param body the fields as JSON; empty in a list and after a purge
 */
public record FailedRecord(
        EntryId id,
        EntryState state,
        Optional<AccountId> account,
        Optional<CompanyId> company,
        String connection,
        String action,
        Failure failure,
        int attempts,
        Instant created,
        Instant failed,
        Optional<Sha256> identity,
        Optional<Sha256> row,
        Optional<byte[]> body) {

    /** The same record with other fields. */
    public FailedRecord withBody(byte[] fields) {
        return new FailedRecord(id, state, account, company, connection, action, failure, attempts, created, failed, identity, row,
                Optional.of(fields));
    }

    /** No body, because it is personal data. */
    @Override
    public String toString() {
        return id + " " + action + " on connection " + connection + ": " + failure.kind();
    }
}
