package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.model.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * The account that owns a record, as written beside the record into a file. It is checked when the file is imported
 * again.
 *
 * @param account the account id as hexadecimal text; empty if it is unknown
 * @param company the id of its company, for messages; empty if it is unknown
 */
public record AccountMark(String account, String company) {

    /** The owner is unknown. */
    public static final AccountMark NONE = new AccountMark("", "");

    /** Creates the mark of an account. */
    public static AccountMark of(AccountId account, Optional<CompanyId> company) {
        return new AccountMark(account.hex(), company.map(CompanyId::id).orElse(""));
    }

    /**
     * Checks that the record is sent with the key of its own account. An unknown owner passes.
     *
     * @param own the account of the connection
     * @throws Conflict if the connection has the key of another account
     */
    void mustBe(AccountId own, String connection, String action) {
        if (!account.isEmpty() && !account.equals(own.hex())) {
            throw new Conflict("not sent: " + IdentityKey.OTHER_ACCOUNT + (company.isEmpty() ? "" : ", that of company " + company)
                    + "; import it with that company's key, or remove _failed from its line if it belongs to this one",
                    Details.local(action, connection, List.of()));
        }
    }
}
