package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.model.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Determines which records of the ledger belong to the connections as they are configured now. A connection may have
 * had another company's key before. The records of that company stay in the ledger, and are neither sent nor counted
 * nor changed with the present key.
 *
 * @param accounts the accounts of the connections that have a key, by connection name
 * @param doubts why the ledger cannot determine the account of a key, for the user
 */
public record OwnRecords(Map<String, AccountId> accounts, List<String> doubts) {

    /** Whether the record certainly belongs to another account than its connection's current key. */
    public boolean isAnothers(FailedRecord record) {
        AccountId own = accounts.get(record.connection());
        return own != null && record.account().isPresent() && !record.account().get().equals(own);
    }

    /** Whether records of this line of the queue belong to a connection that there is, perhaps under another name. */
    public boolean isOwn(QueueLine line) {
        return accounts.containsValue(line.account());
    }

    /** Restricts a filter to records that belong to the connections as they are configured now. */
    public FailedFilter of(FailedFilter filter) {
        return filter.ofOwners(accounts);
    }

    /** How many of these records belong to other accounts. */
    public long others(Ledger ledger, FailedFilter filter) {
        return LedgerClient.get(ledger.failed().count(filter)) - LedgerClient.get(ledger.failed().count(of(filter)));
    }

    /** A message that those records were left alone; empty if there are none. */
    public Optional<String> leftAlone(Ledger ledger, FailedFilter filter) {
        long others = others(ledger, filter);
        return others == 0 ? Optional.empty() : Optional.of(others + " of another company left alone: use that company's key,"
                + " or name their numbers" + (doubts.isEmpty() ? "" : ". " + String.join(". ", doubts)));
    }
}
