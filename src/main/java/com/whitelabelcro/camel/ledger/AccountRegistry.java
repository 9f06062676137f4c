package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.concurrent.CompletionStage;

/**
 * Which account a connection's records belong to. The ledger keeps under which connection and with which keys each account
 * was used, so that a rotated key finds the account of the one before:
 *
 * <ul>
 *   <li>If the company is known, from the key or from the configuration, it is that company's account. An account whose
 *       company was not known until now becomes that company's, if it was used with this very key, or if the configuration
 *       says the company for a connection that used it.
 *   <li>If the company is not known, it is the account that this very key was used with, or a new one.
 *   <li>A key that the ledger cannot tell from another company's is refused until the company is said: where the connection
 *       was used with another key, and the company of one of them is not known.
 * </ul>
 *
 * Processes that share the ledger agree on it.
 */
public interface AccountRegistry {

    /**
     * Gives the account, and remembers that this key was used with it.
     *
     * @return fails with {@link LedgerException}, of reason {@link LedgerException.Reason#SETTINGS} if the key is refused
     */
    CompletionStage<AccountId> accountOf(KeyUse use);

    /** The same for who only looks: nothing is remembered. */
    CompletionStage<AccountId> find(KeyUse use);
}
