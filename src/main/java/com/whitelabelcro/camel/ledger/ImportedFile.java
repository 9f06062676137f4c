package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;

/**
 * A file that is imported, as the ledger knows it: neither name nor content can be found out from it.
 *
 * @param path where it is, for this account and action
 * @param content what it holds, for this account and action
 */
public record ImportedFile(Sha256 path, Sha256 content) {

    /**
     * @param path absolute and without links
     * @param content a hash of all its bytes
     */
    public static ImportedFile of(AccountId account, String action, String path, String content) {
        return new ImportedFile(Sha256.of(account.hex(), action, "path", path),
                Sha256.of(account.hex(), action, "content", content));
    }
}
