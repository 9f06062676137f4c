package com.whitelabelcro.camel.once;

/**
 * A file that is imported, as the ledger knows it: neither name nor content can be found out from it.
 *
 * @param path where it is, for this account and action
 * @param content what it holds, for this account and action
 */
public record ImportedFile(Fingerprint path, Fingerprint content) {

    /**
     * @param path absolute and without links
     * @param content a hash of all its bytes
     */
    public static ImportedFile of(AccountId account, String action, String path, String content) {
        return new ImportedFile(Fingerprint.of(account.hex(), action, "path", path),
                Fingerprint.of(account.hex(), action, "content", content));
    }
}
