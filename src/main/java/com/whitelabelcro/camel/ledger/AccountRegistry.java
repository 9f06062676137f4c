package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.concurrent.CompletionStage;

/**
 * Determines which account the records of a connection belong to. The ledger remembers under which connection and with
 * which keys each account was used, so that a rotated key maps to the same account as the key before it:
 *
 * <ul>
 *   <li>If the company is known, from the key or from the configuration, the account is that company's. An account whose company
 *       was unknown until now is assigned to that company if it was used with this very key, or if the
 *       configuration names the company for a connection that used it.
 *   <li>If the company is not known, the account is the one that this very key was used with, or a new one.
 *   <li>A key is refused until the company is configured if the ledger cannot tell whether it belongs to another
 *       company: the connection was used with another key, and the company of one of the two keys is unknown.
 * </ul>
 *
 * All processes that share the ledger get the same answer.
 */
public interface AccountRegistry {

    /**
     * Returns the account and remembers that this key was used with it.
     *
     * @return fails with {@link LedgerException}; its reason is {@link LedgerException.Reason#SETTINGS} if the key is
     *     refused
     */
    CompletionStage<AccountId> accountOf(KeyUse use);

    /** Returns the account like {@link #accountOf}, but remembers nothing. For read-only commands. */
    CompletionStage<AccountId> find(KeyUse use);
}
