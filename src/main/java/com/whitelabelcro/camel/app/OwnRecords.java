package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.model.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which records of a ledger belong to the connections as they are configured now. A connection may have had another
 * company's key before: its records stay in the ledger, and are neither sent nor counted nor changed with this one.
 *
 * @param accounts the accounts of the connections by name, of those that have a key
 * @param doubts why the ledger cannot tell whose a key is, for people
 */
public record OwnRecords(Map<String, AccountId> accounts, List<String> doubts) {

    /** Whether it is surely another account's than that of the key that its connection has now. */
    public boolean isAnothers(FailedRecord record) {
        AccountId own = accounts.get(record.connection());
        return own != null && record.account().isPresent() && !record.account().get().equals(own);
    }

    /** Of these records, those that belong to the connections as they are now. */
    public FailedFilter of(FailedFilter filter) {
        return filter.ofOwners(accounts);
    }

    /** How many of these records are another account's. */
    public long others(Ledger ledger, FailedFilter filter) {
        return LedgerClient.get(ledger.failed().count(filter)) - LedgerClient.get(ledger.failed().count(of(filter)));
    }

    /** That those were left alone, for people; empty if there are none. */
    public Optional<String> leftAlone(Ledger ledger, FailedFilter filter) {
        long others = others(ledger, filter);
        return others == 0 ? Optional.empty() : Optional.of(others + " of another company left alone: use that company's key,"
                + " or name their numbers" + (doubts.isEmpty() ? "" : ". " + String.join(". ", doubts)));
    }
}
