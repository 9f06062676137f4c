package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;

/**
 * An imported file as the ledger stores it. Both components are hashes, so that neither name nor content can be
 * recovered.
 *
 * @param path the location of the file, for this account and action
 * @param content the content of the file, for this account and action
 */
public record ImportedFile(Sha256 path, Sha256 content) {

    /**
     * Creates the hashes of a file.
     *
     * @param path the absolute path with all links resolved
     * @param content a hash of all its bytes
     */
    public static ImportedFile of(AccountId account, String action, String path, String content) {
        return new ImportedFile(Sha256.of(account.hex(), action, "path", path),
                Sha256.of(account.hex(), action, "content", content));
    }
}
