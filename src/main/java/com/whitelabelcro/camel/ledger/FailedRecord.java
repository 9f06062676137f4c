package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A record that was given up and waits for somebody to drive it again or to discard it.
 *
 * @param id of the entry
 * @param state failed or unknown; in a single look also what became of it since
 * @param account whose it is; empty if there was none when it was stored
 * @param company the company of that account; empty if it is not known
 * @param connection the connection's name
 * @param action the action's name
 * @param failure why
 * @param attempts how many requests were made for it in all
 * @param created when it came
 * @param failed when it was given up
 * @param identity by what a repeat is recognised; empty if nothing is taken for one
 * @param row what the row says of which an import made it; empty if it was none or it does not matter
 * @param body the fields as JSON; empty in a list, and once purged
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

    /** No body: it is personal data. */
    @Override
    public String toString() {
        return id + " " + action + " on connection " + connection + ": " + failure.kind();
    }
}
