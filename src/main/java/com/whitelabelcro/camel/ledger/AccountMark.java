package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.model.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * Whose a record is, as it is written beside it into a file, for when the file comes back.
 *
 * @param account the account, as text; empty if it is not known
 * @param company its company, for people; empty if it is not known
 */
public record AccountMark(String account, String company) {

    /** Nothing is known of it. */
    public static final AccountMark NONE = new AccountMark("", "");

    /** The mark of an account. */
    public static AccountMark of(AccountId account, Optional<CompanyId> company) {
        return new AccountMark(account.hex(), company.map(CompanyId::id).orElse(""));
    }

    /**
     * Looks whether the record is sent with the key of its own account.
     *
     * @throws Conflict if the connection has another account's key
     */
    void mustBe(AccountId own, String connection, String action) {
        if (!account.isEmpty() && !account.equals(own.hex())) {
            throw new Conflict("not sent: " + IdentityKey.ANOTHERS + (company.isEmpty() ? "" : ", that of company " + company)
                    + "; import it with that company's key, or take _failed out of its line if it is meant for this one",
                    Details.local(action, connection, List.of()));
        }
    }
}
